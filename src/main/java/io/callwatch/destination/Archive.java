package io.callwatch.destination;

import io.callwatch.file.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The files that were set aside for a newer one, beside it: {@code alerts.2026-11-20.1.jsonl.gz}.
 *
 * <p>A crash between the steps, or a disk without room, leaves a file that is not compressed yet; a crash also a half of a
 * compressed one. Both are put right by {@link #finish}. Not for several threads at once.
 */
final class Archive {
    private static final String GZ = ".gz";
    private static final String PART = ".part";

    private final Path current;
    private final Path folder;
    private final String stem;
    private final String ending;
    private final Pattern name;

    Archive(Path file) {
        current = file.toAbsolutePath();
        String full = current.getFileName().toString();
        int dot = full.lastIndexOf('.');
        folder = current.getParent();
        stem = dot > 0 ? full.substring(0, dot) : full;
        ending = dot > 0 ? full.substring(dot) : "";
        name = Pattern.compile(Pattern.quote(stem) + "\\.\\d{4}-\\d{2}-\\d{2}\\.\\d+" + Pattern.quote(ending) + "(\\.gz)?");
    }

    /** Moves the file aside and compresses it. */
    void take(LocalDate day) throws IOException {
        Files.move(current, free(day), StandardCopyOption.ATOMIC_MOVE);
        finish();
    }

    /** Compresses what is not compressed. */
    void finish() throws IOException {
        for (Path file : files()) {
            if (!isCompressed(file)) {
                compress(file);
            }
        }
    }

    /** The files set aside, compressed or not yet. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, e -> name.matcher(e.getFileName().toString()).matches())) {
            entries.forEach(files::add);
        }
        return files;
    }

    InputStream read(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return isCompressed(file) ? new GZIPInputStream(in, 64 * 1024) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private Path free(LocalDate day) {
        for (int number = 1;; number++) {
            Path aside = folder.resolve(stem + "." + day + "." + number + ending);
            if (!Files.exists(aside) && !Files.exists(gz(aside))) {
                return aside;
            }
        }
    }

    private static void compress(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + GZ + PART);
        Files.deleteIfExists(part); // a crash's half
        OwnerOnly.createFile(part);
        // two, since a stream that cannot write its end does not close what is below it
        try (OutputStream below = Files.newOutputStream(part); OutputStream out = new GZIPOutputStream(below)) {
            Files.copy(file, out);
        } catch (IOException e) {
            Files.deleteIfExists(part); // a half would take the last room that the next lines have
            throw e;
        }
        OwnerOnly.sameMode(file, part);
        OwnerOnly.force(part);
        Files.move(part, gz(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(file);
    }

    /** The file's own name may end like ours. */
    private boolean isCompressed(Path file) {
        return file.getFileName().toString().endsWith(ending + GZ);
    }

    private static Path gz(Path file) {
        return file.resolveSibling(file.getFileName() + GZ);
    }
}
