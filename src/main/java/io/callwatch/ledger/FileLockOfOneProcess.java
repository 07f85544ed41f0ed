package io.callwatch.ledger;

import io.callwatch.file.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Properties;

/**
 * Holds {@code NAME.lock} beside a SQLite ledger (beside the file itself where its name is a link), with the holder's name in
 * it, as long as the process lives.
 *
 * <p>The lock is the operating system's, so a killed process leaves none behind; the file itself stays. A ledger that another
 * process holds is refused with that process's name.
 */
final class FileLockOfOneProcess implements AutoCloseable {
    /** Asked before a file is opened: to close a second channel would give up the lock of the first. Every class loader sees them. */
    private static final Properties HERE = System.getProperties();

    private final String key;
    private final FileChannel channel;

    FileLockOfOneProcess(Path ledger) {
        Path itself = itself(ledger);
        Path file = itself.resolveSibling(itself.getFileName() + ".lock");
        key = "io.callwatch.held:" + file;
        if (HERE.putIfAbsent(key, "") != null) {
            throw LedgerException.held(ledger.toString(), "another part of this process", "a ledger");
        }
        try {
            channel = taken(file, ledger);
        } catch (IOException e) {
            HERE.remove(key);
            throw new LedgerException("the lock file " + file + " cannot be written or locked (" + LedgerException.reason(e)
                    + "): give this user write access to the folder, or set callwatch.ledger.url to a place on a disk that has room and "
                    + "knows locks, as some network shares do not", e);
        } catch (RuntimeException e) {
            HERE.remove(key);
            throw e;
        }
    }

    private static FileChannel taken(Path file, Path ledger) throws IOException {
        OwnerOnly.createFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            // the lock lies behind the text, so that the text can be read where locks are mandatory
            if (channel.tryLock(1L << 30, 1, false) == null) {
                throw LedgerException.held(ledger.toString(), "another process (" + Files.readString(file).strip() + ")", "a ledger");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(("process " + ProcessHandle.current().pid() + ", since "
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close(); // a lock that nobody knows of would keep the next ones out
            throw e;
        }
    }

    /** A link to a ledger is that ledger. */
    private static Path itself(Path ledger) {
        Path named = ledger.toAbsolutePath(); // what '..' leads to is beside what a link before it leads to
        try {
            return Files.exists(named) ? named.toRealPath() : named.getParent().toRealPath().resolve(named.getFileName());
        } catch (IOException e) { // what is wrong with it is said where the lock is written
            return named;
        }
    }

    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                channel.close(); // the lock goes with it
                HERE.remove(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
