package io.callwatch.cli;

import io.callwatch.app.Placeholders;
import io.callwatch.config.Faults;
import io.callwatch.config.Sources;
import io.callwatch.text.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * {@code --config FILE}, before or after the command; else {@code application.properties} in the working directory, else the
 * one in the jar.
 */
final class ConfigOption {
    private static final String NAME = "application.properties";

    @Option(names = "--config", paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "The configuration; without it application.properties in the working directory.")
    private Path file;
    private Sources sources;

    /** The same with another file. */
    ConfigOption with(Path other) {
        ConfigOption option = new ConfigOption();
        option.file = other;
        return option;
    }

    /** Where it is, for people. */
    private String place() {
        return file != null || Files.exists(path()) ? path().toString()
                : "in the jar (there is no " + NAME + " in " + workingDirectory() + ")";
    }

    private Path path() {
        return workingDirectory().resolve(file != null ? file : Path.of(NAME));
    }

    Path workingDirectory() {
        return Path.of("").toAbsolutePath();
    }

    /** Every key with the value that counts, placeholders resolved. */
    Map<String, String> values(Faults faults) {
        faults.of(place());
        sources = new Sources(file(faults), System.getenv(), System.getProperties());
        return Placeholders.resolve(sources.merged(), true, faults);
    }

    /** Environment variables that look like keys and are none; none before the values were asked for. */
    List<String> ignoredVariables() {
        return sources == null ? List.of() : sources.ignored();
    }

    private Map<String, String> file(Faults faults) {
        Path path = path();
        try {
            if (file != null || Files.exists(path)) {
                return Sources.read(TextFile.read(path), faults, key -> LoggerFactory.getLogger(ConfigOption.class)
                        .warn("{} stands more than once in {}: the last one counts", key, path));
            }
            try (InputStream packed = ConfigOption.class.getResourceAsStream("/io/callwatch/" + NAME)) {
                return Sources.read(new String(packed.readAllBytes(), StandardCharsets.UTF_8), faults, key -> { });
            }
        } catch (NoSuchFileException e) {
            throw new UsageException("the configuration " + path + " is not there");
        } catch (CharacterCodingException e) {
            throw new UsageException("the configuration " + path + " cannot be read: expected a properties file in UTF-8");
        } catch (IOException e) {
            throw new UsageException("the configuration " + path + " cannot be read: "
                    + (e instanceof AccessDeniedException ? "permission denied" : "expected a properties file"));
        }
    }
}
