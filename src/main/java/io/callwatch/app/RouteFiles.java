package io.callwatch.app;

import io.callwatch.config.ConfigurationException;
import io.callwatch.config.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the routes come from: those packed into the jar, each replaced by the file of its name in a folder {@code routes}
 * in the working directory or beside the jar, and whatever else lies in that folder.
 */
final class RouteFiles {
    private static final String ENDING = ".camel.yaml";
    private static final List<String> PACKED = List.of("read-windows", "read-in-turn", "read-window", "request-page",
            "request-token", "judge-page", "same-page-again", "deliver", "failed-delivery", "send-email", "send-webhook",
            "send-file", "send-camel", "failed-work");
    /** What a clock starts, or follows from that. */
    private static final List<String> SCHEDULED = List.of("sweep", "carry-on", "await-deliveries", "watch-feed");

    private RouteFiles() {
    }

    /** A pattern for Camel: one resource after the other, with commas between. @param once without what a clock starts */
    static String pattern(Path workingDirectory, boolean once) {
        Map<String, String> resources = new TreeMap<>();
        Stream.concat(PACKED.stream(), SCHEDULED.stream())
                .forEach(route -> resources.put(route + ENDING, "classpath:io/callwatch/routes/" + route + ENDING));
        own(workingDirectory).forEach(file -> resources.put(file.getFileName().toString(), "file:" + file));
        if (once) {
            SCHEDULED.forEach(route -> resources.remove(route + ENDING));
        }
        return String.join(",", resources.values());
    }

    /** The operator's, those in the working directory last. */
    private static List<Path> own(Path workingDirectory) {
        return OwnFolders.named("routes", workingDirectory).stream().flatMap(folder -> list(folder).stream()).toList();
    }

    /** What Camel could not load, as a fault of the operator's files where there are some; else as it is. */
    static Exception blamed(Exception thrown, Path workingDirectory) {
        List<Path> files = own(workingDirectory);
        for (Throwable cause = thrown; cause != null && !files.isEmpty(); cause = cause.getCause()) {
            String name = cause.getClass().getName();
            if (name.startsWith("org.apache.camel.dsl.") || name.startsWith("org.snakeyaml.")) {
                return new ConfigurationException(List.of(new Fault(files.size() == 1 ? files.get(0).toString()
                        : "one of " + files.stream().map(Path::toString).collect(Collectors.joining(", ")), null,
                        "routes in Camel's YAML, but " + Objects.toString(cause.getMessage(), "").strip())));
            }
        }
        return thrown;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException("the folder " + folder + " cannot be read", e);
        }
    }
}
