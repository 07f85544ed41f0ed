package io.callwatch.app;

import io.callwatch.destination.MailRenderer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where an operator's own files lie that join those in the jar or take their place. @param places of two files of one name the last counts */
public record OwnFolders(List<Path> places) {
    private static volatile boolean passedOver;

    /** Of a process of its own: beside the jar and in the working directory, which often are one. */
    public static OwnFolders of(Path workingDirectory) {
        return new OwnFolders(Stream.of(besideJar(), workingDirectory).filter(Objects::nonNull).distinct().toList());
    }

    /** From now on what is in the jar counts alone. */
    public static void passOver() {
        passedOver = true;
    }

    /** Those of this name that are there. */
    List<Path> named(String name) {
        return passedOver ? List.of() : places.stream().map(folder -> folder.resolve(name)).filter(Files::isDirectory).toList();
    }

    /** A sentence for each file that does not count, since it is named otherwise than those that do. */
    public List<String> misnamed() {
        return Stream.concat(misnamed("routes", RouteFiles::misnamed), misnamed("templates", MailRenderer::misnamed)).toList();
    }

    private Stream<String> misnamed(String folder, Function<String, Optional<String>> why) {
        return named(folder).stream().flatMap(OwnFolders::files)
                .flatMap(file -> why.apply(file.getFileName().toString()).map(words -> file + " " + words).stream());
    }

    /** None of a folder that cannot be read, which whoever loads from it says. */
    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Null where the classes do not come from a jar. */
    private static Path besideJar() {
        try {
            Path source = Path.of(OwnFolders.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isRegularFile(source) ? source.getParent() : null;
        } catch (URISyntaxException | RuntimeException e) {
            return null;
        }
    }
}
