package io.callwatch.app;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Where an operator's own files lie that join those in the jar or take their place: beside the jar and in the working directory. */
public final class OwnFolders {
    private static volatile boolean passedOver;

    private OwnFolders() {
    }

    /** From now on what is in the jar counts alone. */
    public static void passOver() {
        passedOver = true;
    }

    /** Those of this name that are there; of two files of one name the last one counts, that in the working directory. */
    static List<Path> named(String name, Path workingDirectory) {
        return passedOver ? List.of() : Stream.of(besideJar(), workingDirectory).filter(Objects::nonNull)
                .map(folder -> folder.resolve(name)).filter(Files::isDirectory).toList();
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
