package io.callwatch.destination;

import io.callwatch.file.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * One file, locked for this process, that only grows and whose last line is always whole. Not for several threads at once.
 *
 * <p>The lock lies beyond the file's end, so that others can read it, also where locks are mandatory.
 */
final class OpenFile implements Closeable {
    private static final int LONGEST_TAIL = 64 * 1024 * 1024;
    private static final long BEYOND = Long.MAX_VALUE - 1;

    private final Path path;
    private final FileChannel channel;
    private final Object key;
    private long size;

    private OpenFile(Path path, FileChannel channel, Object key, long size) {
        this.path = path;
        this.channel = channel;
        this.key = key;
        this.size = size;
    }

    static OpenFile open(Path path) throws IOException {
        OwnerOnly.createFile(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(BEYOND, 1, false) == null) {
                throw new OverlappingFileLockException();
            }
            return new OpenFile(path, channel, keyOf(path), channel.size());
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new AlertFileException("cannot write " + path + ": another process or destination writes it");
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * All of it from its beginning; not to be closed, since that closes the file. To open the file once more instead would end the
     * lock as soon as that is closed, on systems where locks belong to processes.
     */
    InputStream content() throws IOException {
        return Channels.newInputStream(channel.position(0));
    }

    long size() {
        return size;
    }

    /** Whether the path still leads to this file, as it was left: not moved, deleted, emptied or added to by somebody else. */
    boolean isInPlace() {
        try {
            return channel.size() == size && (key == null ? Files.exists(path) : key.equals(keyOf(path)));
        } catch (IOException e) {
            return false;
        }
    }

    /** Appends all of it and writes through to the disk; or nothing of it, and throws. */
    void append(ByteBuffer bytes) throws IOException {
        long end = size + bytes.remaining();
        try {
            for (long at = size; bytes.hasRemaining();) {
                at += channel.write(bytes, at);
            }
            channel.force(false);
            size = end;
        } catch (IOException e) {
            channel.truncate(size);
            throw e;
        }
    }

    /** What follows the last line end, at most {@link #LONGEST_TAIL} bytes of it; empty if nothing does. */
    String tail() throws IOException {
        long start = lastLineEnd();
        ByteBuffer tail = ByteBuffer.allocate((int) Math.min(LONGEST_TAIL, size - start));
        channel.read(tail, start);
        return new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8);
    }

    /** Drops what follows the last line end. */
    void dropTail() throws IOException {
        size = lastLineEnd();
        channel.truncate(size);
        channel.force(true);
    }

    private long lastLineEnd() throws IOException {
        ByteBuffer block = ByteBuffer.allocate(8 * 1024);
        for (long to = size; to > 0;) {
            long from = Math.max(0, to - block.capacity());
            block.clear().limit((int) (to - from));
            channel.read(block, from);
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            to = from;
        }
        return 0;
    }

    private static Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
