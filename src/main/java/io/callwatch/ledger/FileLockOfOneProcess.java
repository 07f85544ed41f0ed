package io.callwatch.ledger;

import io.callwatch.file.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Holds {@code NAME.lock} beside a SQLite ledger, with the holder's name in it, as long as the process lives.
 *
 * <p>The lock is the operating system's, so a killed process leaves none behind; the file itself stays. A ledger that another
 * process holds is refused with that process's name.
 */
final class FileLockOfOneProcess implements AutoCloseable {
    private final FileChannel channel;

    FileLockOfOneProcess(Path ledger) {
        Path file = ledger.resolveSibling(ledger.getFileName() + ".lock");
        try {
            OwnerOnly.createFile(file);
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            // the lock lies behind the text, so that the text can be read where locks are mandatory
            if (tryLock() == null) {
                String holder = Files.readString(file).strip();
                channel.close();
                throw LedgerException.held(ledger.toString(), " (" + holder + ")", "a ledger");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(("process " + ProcessHandle.current().pid() + ", since "
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            throw new LedgerException("the lock file " + file + " cannot be written (" + e.getClass().getSimpleName()
                    + "): give this user write access to the folder", e);
        }
    }

    private FileLock tryLock() throws IOException {
        try {
            return channel.tryLock(1L << 30, 1, false);
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close(); // the lock goes with it
    }
}
