package io.callwatch.destination;

import io.callwatch.text.FileTrouble;
import io.callwatch.text.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The texts of the mail's templates: those in the jar, and in their place those of the same name in an operator's folders.
 * Files of other names there can be included by them.
 */
final class TemplateFiles {
    static final String SUBJECT = ".subject.ftl";
    static final String TEXT = ".text.ftl";
    static final String HTML = ".html.ftlh";
    private static final List<String> NAMES = List.of(
            "event" + SUBJECT, "event" + TEXT, "event" + HTML, "digest" + SUBJECT, "digest" + TEXT, "digest" + HTML, "look.ftlh");

    private TemplateFiles() {
    }

    /** By file name; of two folders with a file of one name the last one counts. */
    static Map<String, String> read(List<Path> folders) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String name : NAMES) {
            sources.put(name, packed(name));
        }
        folders.forEach(folder -> addOverrides(folder, sources));
        return sources;
    }

    /** Empty for one of ours, which takes its place. */
    static Optional<String> misnamed(String name) {
        String use = name.matches("(?s).*[.]ftlh?") ? "is read only where another includes it" : "is not read";
        return NAMES.contains(name) ? Optional.empty() : Optional.of(use + ": ours are named " + String.join(", ", NAMES));
    }

    private static void addOverrides(Path folder, Map<String, String> sources) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{ftl,ftlh}")) {
            for (Path file : files) {
                sources.put(file.getFileName().toString(), text(file));
            }
        } catch (IOException e) {
            throw new TemplateFault(folder.toString(), 0, "the folder cannot be read: " + FileTrouble.of(e));
        }
    }

    private static String text(Path file) {
        try {
            return TextFile.read(file);
        } catch (IOException e) {
            throw new TemplateFault(file.getFileName().toString(), 0, "cannot be read: " + FileTrouble.of(e));
        }
    }

    private static String packed(String name) {
        try (InputStream in = TemplateFiles.class.getResourceAsStream("/io/callwatch/templates/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new TemplateFault(name, 0, "cannot be read");
        }
    }
}
