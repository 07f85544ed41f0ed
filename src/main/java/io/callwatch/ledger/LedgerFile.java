package io.callwatch.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.callwatch.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.Driver;
import org.sqlite.JDBC;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens a ledger at a JDBC URL, of SQLite or PostgreSQL, and brings its schema up to date.
 *
 * <p>What cannot be opened is refused with a {@link LedgerException} that says what to do: a folder or file that cannot be
 * written, a file that is no database or is damaged, a schema from a newer Callwatch, a ledger that another process holds.
 * Relative paths of SQLite start from the given folder; a new file and its folders are for their owner alone.
 *
 * <p>Drivers make themselves known: by itself DriverManager finds those of the first class loader alone that has asked, which in a
 * server of web applications is the server's.
 */
public final class LedgerFile {
    static final String SQLITE = "jdbc:sqlite:";
    /** In bytes, as soon as what it holds is in the file: a pass writes some megabytes, and what is pruned at once may be gigabytes. */
    static final int LARGEST_LOG = 16_000_000;
    private static final AutoCloseable NOTHING = () -> { };

    private final String url;
    private final Path path;
    private final Schema schema;

    /** @param username and the password are null for SQLite */
    public LedgerFile(String url, String username, String password, Path workingDirectory) {
        this.path = url.startsWith(SQLITE) ? workingDirectory.resolve(url.substring(SQLITE.length())) : null;
        this.url = path == null ? ServerLogins.ofTheOneThatTakesChanges(url) : SQLITE + path;
        this.schema = new Schema(this.url, username, password, path == null ? "postgresql" : "sqlite");
    }

    /** For a process that reads and writes on its own account: there is only one such at a time. */
    public Ledger open() {
        try {
            return path == null ? openServer() : openFile();
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    private Ledger openFile() {
        loadLibrary();
        prepare();
        FileLockOfOneProcess lock = new FileLockOfOneProcess(path);
        try {
            checkWhole();
            schema.bringUpToDate();
            return new Ledger(pool(), name(), lock, new FileClaim(path));
        } catch (Throwable e) { // a jar that does not fit too: a host may mend it and start anew
            try (lock) {
                throw e;
            }
        }
    }

    private Ledger openServer() {
        ServerLock lock = new ServerLock(name());
        prepareServer(lock);
        Ledger ledger = new Ledger(pool(), name(), NOTHING, lock);
        try {
            ledger.write(sql -> null); // which takes the lock for good
            return ledger;
        } catch (Throwable e) {
            try (ledger) {
                throw e;
            }
        }
    }

    private void prepareServer(ServerLock lock) {
        new Driver();
        try (Connection first = schema.connect()) {
            lock.take(first);
            checkEncoding(first);
            Schema.requireRights(first, name());
            schema.bringUpToDate();
        } catch (SQLException e) {
            throw new LedgerException("the ledger " + name() + " cannot be reached (" + LedgerException.reason(e) + "): "
                    + LedgerException.remedy(e).orElse("check callwatch.ledger.url, .username, .password and the server"), e);
        }
    }

    /** A name in letters that the database does not have would fail its page again and again. SQL_ASCII takes bytes as they come. */
    private void checkEncoding(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SHOW server_encoding")) {
            row.next();
            if (!List.of("UTF8", "SQL_ASCII").contains(row.getString(1))) {
                throw new LedgerException("the ledger " + name() + " is a database in the encoding " + row.getString(1)
                        + ", which does not have every letter of a name: set callwatch.ledger.url to one that was made with "
                        + "ENCODING 'UTF8' TEMPLATE template0");
            }
        }
    }

    /** Where nothing was read yet there is nothing to work on, and none is to be made. */
    public LedgerFile requireThere() {
        if (path != null && !Files.exists(path)) {
            throw new LedgerException("there is no ledger at " + path + " yet: nothing was read with this configuration; "
                    + "'run' makes it, or 'run --once'");
        }
        return this;
    }

    /** For a look at a ledger, or a small change to it, beside the process that holds it. */
    public Ledger openBeside() {
        requireThere();
        try {
            if (path != null) {
                loadLibrary();
            }
            if (!schema.isNewest()) {
                bringUpToDateBeside();
            }
            return new Ledger(pool(), name(), NOTHING, path == null ? new ServerTurn() : new FileClaim(path));
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    /** The tables are changed under nobody who works with them. */
    private void bringUpToDateBeside() {
        try {
            if (path == null) {
                prepareServer(new ServerLock(name()));
                return;
            }
            try (FileLockOfOneProcess lock = new FileLockOfOneProcess(path)) {
                checkWhole(); // what is no database Flyway tries for ten seconds
                schema.bringUpToDate();
            }
        } catch (LedgerException e) {
            if (!e.isHeld()) {
                throw e;
            }
            if (!schema.isNewest()) { // else it did not answer just before, or whoever holds it has brought it up
                throw new LedgerException(schema.isMissing()
                        ? "there is no ledger at " + name() + " yet, and another process holds that database: wait until it has made one, or "
                                + "give this configuration a database of its own with callwatch.ledger.url"
                        : "the ledger " + name() + " has the schema of another version of Callwatch, and a process holds it: wait if that one "
                                + "brings it up just now, else use its version, or stop it first", e);
            }
        }
    }

    /** The path or the address without anything secret. */
    String name() {
        return path == null ? url.replaceFirst("[?;].*", "") : path.toString();
    }

    /** Else the first connection says something of the ledger, and the second one ends in an error. */
    private static void loadLibrary() {
        try {
            new JDBC();
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new LedgerException("SQLite's library could not be unpacked and loaded: name a folder that is writable, has room and "
                    + "lets programs run, with -Dorg.sqlite.tmpdir=FOLDER, or start by the launcher", e);
        }
    }

    /** SQLite itself would make files that every user of the machine can read; what it puts beside one has its mode. */
    private void prepare() {
        try {
            OwnerOnly.createFolders(path.toAbsolutePath().getParent());
            OwnerOnly.createFile(path);
        } catch (IOException e) {
            throw new LedgerException("the ledger " + path + " or its folder cannot be made (" + LedgerException.reason(e)
                    + "): create the folder, or set callwatch.ledger.url to another place", e);
        }
    }

    /** A file that was cut or overwritten opens without complaint and fails somewhere in the middle: it is looked at first. */
    private void checkWhole() {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (row.next() && !row.getString(1).equals("ok")) {
                throw new SQLException("it is damaged: " + row.getString(1).replaceFirst("\\*\\*\\*.*\\R", ""));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private HikariConfig pool() {
        HikariConfig config = new HikariConfig();
        config.setAutoCommit(false);
        config.setPoolName("ledger");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        if (path == null) {
            config.setDataSource(new ServerLogins(url, schema));
            config.setConnectionInitSql(Schema.LOCK_TIMEOUT + "; " + ServerTurn.SEES_THE_LAST);
            config.setIsolateInternalQueries(true); // else that begins a transaction, which is open until the connection is used
        } else {
            config.setJdbcUrl(url);
            config.setConnectionInitSql("PRAGMA secure_delete=ON"); // what is forgotten is overwritten, not only unlisted
            // by default a new connection makes a new file where somebody has moved this one
            config.addDataSourceProperty("open_mode", Integer.toString(SQLiteOpenMode.READWRITE.flag));
            config.addDataSourceProperty("journal_mode", "WAL");
            config.addDataSourceProperty("journal_size_limit", Integer.toString(LARGEST_LOG)); // else it stays as large as it ever was
            config.addDataSourceProperty("synchronous", "FULL");
            config.addDataSourceProperty("busy_timeout", "30000");
            config.addDataSourceProperty("transaction_mode", "DEFERRED");
        }
        return config;
    }

    private LedgerException explained(RuntimeException e) {
        if (e instanceof LedgerException named) {
            return named;
        }
        SQLException database = null;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            database = cause instanceof SQLException failed ? failed : database;
        }
        if (e instanceof FlywayException flyway && flyway.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return new LedgerException("the ledger " + name() + " holds tables that are not Callwatch's: set callwatch.ledger.url to a "
                    + "place of its own", e);
        }
        String seen = database == null ? LedgerException.firstLine(e.getMessage()) : LedgerException.reason(database);
        if (e instanceof FlywayException && database == null) {
            return new LedgerException("the ledger " + name() + " does not have the schema that this version expects ("
                    + seen + "): use the Callwatch that wrote it, or a newer one", e);
        }
        String advice = Optional.ofNullable(database).flatMap(LedgerException::remedy)
                .orElse(e instanceof HikariPool.PoolInitializationException || path == null
                        ? "check callwatch.ledger.url and the database behind it" : LedgerException.IN_PLACE_OF_A_DAMAGED_FILE);
        return new LedgerException("the ledger " + name() + " cannot be used (" + seen + "): " + advice, e);
    }
}
