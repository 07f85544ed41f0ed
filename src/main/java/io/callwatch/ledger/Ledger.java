package io.callwatch.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConnection;

/**
 * What Callwatch remembers: coverage, calls, alerts, events, deliveries and quarantined records, in SQLite or PostgreSQL.
 *
 * <p>All work happens in transactions; those that write come one after the other, of this process and of any beside it, since SQLite
 * has one writer and a page's verdicts must be seen whole by the next. Threads may share it. {@link LedgerFile} opens it.
 */
public final class Ledger implements AutoCloseable {
    /** Work inside a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Sql sql) throws SQLException;
    }

    /** Work inside a transaction that gives nothing back. */
    @FunctionalInterface
    public interface Change {
        void in(Sql sql) throws SQLException;
    }

    private final HikariDataSource pool;
    private final Writer writer;
    private final Claim claim;
    private final String name;
    private final AutoCloseable owner;

    /**
     * @param owner closed with it
     * @param claim of each connection that is to write; checked before each work, also of those that read
     */
    Ledger(HikariConfig config, String name, AutoCloseable owner, Claim claim) {
        this.pool = new HikariDataSource(config);
        this.writer = new Writer(pool, claim);
        this.claim = claim;
        this.name = name;
        this.owner = owner;
    }

    /**
     * Commits all of the work or nothing of it; when this returns, it is on the disk. A database that fails is a
     * {@link LedgerException}; the work's own failure passes through.
     */
    public <T> T write(Work<T> work) {
        try {
            return writer.write(work);
        } catch (SQLException e) {
            throw LedgerException.failed(name, e);
        }
    }

    /** The same for work that gives nothing back. */
    public void change(Change change) {
        write(sql -> {
            change.in(sql);
            return null;
        });
    }

    /** The same for work that only reads: it does not wait for writers. */
    public <T> T read(Work<T> work) {
        try {
            Connection connection = checked();
            Connection itself = connection.unwrap(Connection.class);
            try {
                return read(connection, work);
            } finally {
                if (pool.isClosed()) {
                    itself.close(); // from SQLite's driver the pool takes nothing that is in use, and forgets it
                }
            }
        } catch (SQLException e) {
            throw LedgerException.failed(name, e);
        }
    }

    private <T> T read(Connection connection, Work<T> work) throws SQLException {
        try (connection) {
            try {
                T result = work.in(new Sql(new Statements(connection, 0)));
                connection.commit();
                return result;
            } catch (SQLException e) {
                pool.evictConnection(connection); // nobody writes on a connection that has failed
                throw e;
            }
        }
    }

    /**
     * Whether it is still this process's to write, and takes changes at all, is known only by writing: refuses as {@link #write} does, and
     * changes nothing.
     */
    public void hold() {
        change(sql -> sql.update("UPDATE notes SET value = value WHERE FALSE"));
    }

    /** What was overwritten is to be gone from SQLite's log as well, which keeps it until then; whoever reads may put that off. */
    public void emptyLog() {
        try (Connection connection = checked(); Statement statement = connection.createStatement()) {
            if (connection.isWrapperFor(SQLiteConnection.class)) {
                connection.setAutoCommit(true);
                statement.execute("PRAGMA busy_timeout=5000"); // nobody writes while this waits
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        } catch (SQLException e) {
            throw LedgerException.failed(name, e);
        }
    }

    /**
     * A connection, after a look at the claim: one to a file that has taken this one's place would stay in the pool when this one is put
     * back.
     */
    private Connection checked() throws SQLException {
        claim.check();
        return pool.getConnection();
    }

    /** The path or address, fit for people: no user, no password. */
    public String name() {
        return name;
    }

    @Override
    public void close() {
        writer.close();
        pool.close();
        try {
            owner.close();
        } catch (Exception e) {
            throw new LedgerException("the lock of the ledger " + name + " could not be given back", e);
        }
    }
}
