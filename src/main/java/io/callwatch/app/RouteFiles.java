package io.callwatch.app;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where the routes come from: those packed into the jar, each replaced by the file of its name in a folder {@code routes}
 * in the working directory or beside the jar, and whatever else lies in that folder.
 */
final class RouteFiles {
    private static final String ENDING = ".camel.yaml";
    private static final List<String> PACKED = List.of("sweep", "read-windows", "read-in-turn", "read-window", "request-page",
            "request-token", "judge-page", "same-page-again", "await-deliveries", "deliver", "failed-delivery", "send-email",
            "send-webhook", "send-file", "send-camel", "watch-feed", "failed-work", "carry-on");

    private RouteFiles() {
    }

    /** A pattern for Camel: one resource after the other, with commas between. */
    static String pattern(Path workingDirectory) {
        Map<String, String> resources = new TreeMap<>();
        PACKED.forEach(route -> resources.put(route + ENDING, "classpath:routes/" + route + ENDING));
        List<Path> folders = new ArrayList<>(List.of(workingDirectory.resolve("routes")));
        Path besideJar = besideJar();
        if (besideJar != null) {
            folders.add(0, besideJar.resolve("routes"));
        }
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                list(folder).forEach(file -> resources.put(file.getFileName().toString(), "file:" + file));
            }
        }
        return String.join(",", resources.values());
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException("the folder " + folder + " cannot be read", e);
        }
    }

    /** Null where the classes do not come from a jar. */
    private static Path besideJar() {
        try {
            Path source = Path.of(RouteFiles.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isRegularFile(source) ? source.getParent() : null;
        } catch (URISyntaxException | RuntimeException e) {
            return null;
        }
    }
}
