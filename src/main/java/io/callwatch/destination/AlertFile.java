package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.file.OwnerOnly;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A file of events, one line each, which only grows.
 *
 * <p>In go events, a batch at a time; when {@link #append} returns, their lines are on the disk. Each id is in it once, over
 * restarts, rotation and a lost ledger: the ids that the file and those set aside have are read when it is opened. What a
 * crash left of a last line is cut off then. A file that somebody moves, deletes or empties is begun anew. It is created
 * with its folders for its owner alone. Where it is a link, what is set aside is beside what that leads to. Days are UTC.
 *
 * <p>Refuses, by an {@link AlertFileException}, a file that another process writes and one that holds something else.
 * Threads may share it; they wait for each other.
 */
public final class AlertFile implements Closeable {
    /** JSON lines end as their specification says, CSV as RFC 4180 does. */
    private static final String LF = "\n";
    private static final String CRLF = "\r\n";

    private final Path path;
    private final LineFormat format;
    private final Rotation rotation;
    private final InstantSource clock;
    private final SeenIds seen = new SeenIds();
    private OpenFile file;
    private LocalDate day;

    private AlertFile(Path path, LineFormat format, Rotation rotation, InstantSource clock) {
        this.path = path;
        this.format = format;
        this.rotation = rotation;
        this.clock = clock;
    }

    public static AlertFile open(Path path, LineFormat format, Rotation rotation, InstantSource clock) throws AlertFileException {
        AlertFile alertFile = new AlertFile(path.toAbsolutePath(), format, rotation, clock);
        try {
            alertFile.begin();
            return alertFile;
        } catch (IOException e) {
            alertFile.closeQuietly();
            throw AlertFileException.of("cannot open " + alertFile.path, e);
        }
    }

    /** Refuses a file of which {@link #open} would say that it holds something else; touches nothing. */
    public static void look(Path path, LineFormat format) throws AlertFileException {
        refuseOther(path);
        if (Files.exists(path)) {
            try (InputStream content = Files.newInputStream(path)) {
                refuseForeign(path, format, content);
            } catch (IOException e) {
                throw AlertFileException.of("cannot open " + path, e);
            }
        }
    }

    /** Appends the events whose id is not in it yet, whole or not at all; gives how many these were. */
    public synchronized int append(List<Event> events) throws AlertFileException {
        try {
            beInPlace();
            Set<String> fresh = new LinkedHashSet<>();
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            for (Event event : events) {
                String key = format.key(event);
                if (!seen.contains(key) && fresh.add(key)) {
                    lines.writeBytes(encoded(format.line(event)));
                }
            }
            if (!fresh.isEmpty()) {
                makeRoom(lines.size());
                head();
                file.append(ByteBuffer.wrap(lines.toByteArray()));
                fresh.forEach(seen::add);
            }
            return fresh.size();
        } catch (IOException e) {
            closeQuietly(); // what was refused once may not pass for ours at the next try
            throw AlertFileException.of("cannot write " + path, e);
        }
    }

    private void begin() throws IOException {
        refuseOther(path);
        OwnerOnly.createFolders(path.getParent());
        openFile();
        Archive archive = archive();
        try {
            archive.finish();
        } catch (IOException e) {
            // no room, say: the lines are there as well, and the next rotation tries again
        }
        for (Path old : archive.files()) {
            try (InputStream in = archive.read(old)) {
                LineStarts.each(in, this::remember);
            } catch (IOException e) {
                throw new AlertFileException("cannot read the ids in " + old + ", move it away to go on without them", e);
            }
        }
    }

    private void openFile() throws IOException {
        file = OpenFile.open(path);
        day = Rotation.dayOf(Files.getLastModifiedTime(path).toInstant());
        refuseForeign(path, format, file.content());
        mend();
        try {
            head();
        } catch (IOException e) {
            // no room, say: it comes with the first lines
        }
        LineStarts.each(file.content(), this::remember); // each time: another may be there, or lines that a disk kept and refused
    }

    private void head() throws IOException {
        if (file.size() == 0 && !format.header().isEmpty()) {
            file.append(ByteBuffer.wrap(encoded(format.header())));
        }
    }

    private static void refuseOther(Path path) throws AlertFileException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new AlertFileException("cannot write " + path + ": it is no file");
        }
    }

    private static void refuseForeign(Path path, LineFormat format, InputStream content) throws IOException {
        String first = new String(content.readNBytes(4096), StandardCharsets.UTF_8);
        boolean torn = format.header().startsWith(first); // or nothing yet
        if (!torn && !format.startsLikeOurs(first)) {
            throw new AlertFileException("cannot write " + path + ": it does not begin as a " + format.word()
                    + " file of alerts does; name another path or move it away");
        }
    }

    private void mend() throws IOException {
        String tail = file.tail();
        if (tail.isEmpty()) {
            return;
        }
        if (format.isWhole(tail)) {
            file.append(ByteBuffer.wrap(LF.getBytes(StandardCharsets.US_ASCII)));
        } else {
            file.dropTail();
        }
    }

    private void beInPlace() throws IOException {
        if (file == null || !file.isInPlace()) {
            closeQuietly();
            OwnerOnly.createFolders(path.getParent());
            openFile();
        }
    }

    private void makeRoom(int more) throws IOException {
        int empty = encoded(format.header()).length;
        LocalDate today = Rotation.dayOf(clock.instant());
        day = day.isAfter(today) ? today : day; // else a clock that was ahead makes one file of all days until then
        if (file.size() > empty && rotation.isDue(day, file.size(), more, today)) {
            closeQuietly();
            setAside();
            openFile();
        }
        if (file.size() <= empty) {
            day = today;
        }
    }

    /** A link stays where it is: what is set aside is beside what that leads to, where the file goes on. */
    private Archive archive() throws IOException {
        return new Archive(path.toRealPath());
    }

    /** It is the folder that may not be written, or that holds something in the way. */
    private void setAside() throws AlertFileException {
        try {
            archive().take(day);
        } catch (IOException e) {
            throw new AlertFileException("cannot set " + path + " aside in its folder", e);
        }
    }

    private void remember(String lineStart) {
        String key = format.keyOf(lineStart); // of the header a word that is no event's
        if (key != null) {
            seen.add(key);
        }
    }

    private byte[] encoded(String line) {
        return (line + (format == LineFormat.CSV ? CRLF : LF)).getBytes(StandardCharsets.UTF_8);
    }

    private void closeQuietly() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                // what was to be kept has been forced to the disk before
            }
            file = null;
        }
    }

    @Override
    public synchronized void close() {
        closeQuietly();
    }
}
