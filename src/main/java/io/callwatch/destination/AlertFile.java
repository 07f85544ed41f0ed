package io.callwatch.destination;

import io.callwatch.alert.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A file that gets one line for each event, each id once, also when the ledger was lost.
 *
 * <p>Lines are appended whole and flushed to the disk before {@link #append} returns; a last line that a crash has torn is cut
 * off when the file is opened. One process writes it; within that, threads may share it.
 */
public final class AlertFile implements AutoCloseable {
    private final Path path;
    private final LineFormat format;
    private final FileChannel channel;
    private final Set<Mark> written = new HashSet<>();

    /** 16 bytes for an id, since a file may hold millions. */
    private record Mark(long high, long low) {
        static Mark of(String id) {
            try {
                UUID uuid = UUID.fromString(id);
                return new Mark(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
            } catch (IllegalArgumentException e) {
                UUID hash = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
                return new Mark(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
            }
        }
    }

    public AlertFile(Path path, LineFormat format) throws IOException {
        this.path = path;
        this.format = format;
        if (path.toAbsolutePath().getParent() != null) {
            Files.createDirectories(path.toAbsolutePath().getParent());
        }
        boolean isNew = !Files.exists(path);
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (isNew && Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
        long whole = readIds();
        channel.truncate(whole);
        channel.position(whole);
        if (whole == 0 && !format.header().isEmpty()) {
            write(format.header());
        }
    }

    /** Appends those events that are not in the file yet. */
    public synchronized void append(List<Event> events) {
        StringBuilder lines = new StringBuilder();
        Set<Mark> fresh = new HashSet<>();
        for (Event event : events) {
            Mark mark = Mark.of(event.id());
            if (!written.contains(mark) && fresh.add(mark)) {
                lines.append(format.line(event));
            }
        }
        try {
            long before = channel.position();
            try {
                write(lines.toString());
            } catch (IOException e) {
                channel.truncate(before); // half a batch is none: all of it comes again
                channel.position(before);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + path + " cannot be written", e);
        }
        written.addAll(fresh);
    }

    private void write(String lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
        if (!bytes.hasRemaining()) {
            return;
        }
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    /** @return the length of what is whole */
    private long readIds() throws IOException {
        LineScanner scanner = new LineScanner(channel);
        for (String line = scanner.next(); line != null; line = scanner.next()) {
            String id = format.id(line);
            if (id != null) {
                written.add(Mark.of(id));
            }
        }
        return scanner.whole();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
