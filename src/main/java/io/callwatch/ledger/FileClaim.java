package io.callwatch.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;

/**
 * Of a file of SQLite: that nobody else writes from the first statement of a transaction on, and that its path still leads to it.
 *
 * <p>A transaction that reads first and then turns to writing is refused at once where another process, a command beside a run, has
 * written in between. What is written into a file that was deleted is gone with the process.
 */
final class FileClaim implements Claim {
    private final Path path;
    private final Object key;

    /** @param path of a file that is there */
    FileClaim(Path path) {
        this.path = path;
        this.key = key();
    }

    @Override
    public void take(Connection connection) throws SQLException {
        connection.unwrap(SQLiteConnection.class).getConnectionConfig().setTransactionMode(TransactionMode.IMMEDIATE);
    }

    @Override
    public void check() throws SQLException {
        if (!Objects.equals(key, key())) {
            throw new SQLException("its file was moved, deleted or replaced while this process has it open: put it back, or stop this "
                    + "process and start it anew");
        }
    }

    /** Longer than anybody waits for another process: nothing takes a connection from SQLite's driver. */
    @Override
    public Duration lastWrite() {
        return Duration.ofSeconds(35);
    }

    /** Null where the file is not there, or the file system knows no such keys, and lets nobody delete what is open. */
    private Object key() {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
