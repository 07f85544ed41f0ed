package io.callwatch.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger's tables, kept up to date by Flyway: one that is of an older version is migrated, one that is of a newer version is
 * refused with Flyway's exception.
 *
 * <p>A restart finds the newest version nearly always, and to load Flyway would take a fifth of it: so the version is looked at
 * first, without Flyway.
 */
final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    /** Of the last migration in {@code io/callwatch/db}. */
    static final String NEWEST = "10";
    /** The script of the first one: no history without it is ours. */
    private static final String FIRST = "V1__ledger.sql";
    private static final String HISTORY = "flyway_schema_history";
    /** In seconds: else a server that is gone without a word is waited for for ever. */
    static final int LONGEST_ANSWER = 600;
    /** PostgreSQL by itself waits for ever, and without a word, for whoever has locked a table; SQLite's driver has the same bound. */
    static final String LOCK_TIMEOUT = "SET lock_timeout = '30s'";

    /** What a user of PostgreSQL must be given before there can be tables; null where there are, or nothing is missing. */
    private static final String MISSING = "SELECT CASE "
            + "WHEN to_regclass('" + HISTORY + "') IS NOT NULL OR has_schema_privilege(current_schema(), 'CREATE') THEN NULL "
            + "WHEN current_schema() IS NOT NULL THEN format('GRANT CREATE ON SCHEMA %I TO %I', current_schema(), current_user) "
            + "WHEN path ~ '^(\"|$)|,' THEN 'name a schema with ?currentSchema=NAME at the end of callwatch.ledger.url' "
            + "WHEN EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = path) "
            + "THEN format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', path, current_user) "
            + "WHEN NOT has_database_privilege(current_database(), 'CREATE') "
            + "THEN format('GRANT CREATE ON DATABASE %I TO %I', current_database(), current_user) "
            + "END FROM current_setting('search_path') path";

    private final String url;
    private final String username;
    private final String password;
    private final String migrations;

    /** @param migrations the folder of these in {@code io/callwatch/db} */
    Schema(String url, String username, String password, String migrations) {
        this.url = url;
        this.username = username;
        this.password = password;
        this.migrations = migrations;
    }

    void bringUpToDate() {
        if (isNewest()) {
            return;
        }
        requireNoOthersHistory();
        if (url.startsWith(LedgerFile.SQLITE)) {
            migrate(Flyway.configure().dataSource(url, username, password));
            return;
        }
        // made soon, as those of the pool, and may then wait long for an answer
        try (Connection server = new ServerLogins(url, this).getConnection()) {
            migrate(Flyway.configure().dataSource(new OneConnection(server)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void migrate(FluentConfiguration configuration) {
        Flyway flyway = configuration.locations("classpath:io/callwatch/db/" + migrations)
                // a schema from a newer version is no schema of ours
                .ignoreMigrationPatterns(new String[0])
                .load();
        MigrationInfoService versions = flyway.info();
        if (versions.current() != null && versions.pending().length > 0) {
            LOG.info("the ledger is brought up from version {} to {}, which takes minutes where it is large",
                    versions.current().getVersion(), NEWEST);
        }
        flyway.migrate();
    }

    /**
     * Flyway refuses tables that have no history; where another program's Flyway has begun one, it would put ours among the tables of
     * that program, which does not start again after that.
     */
    private void requireNoOthersHistory() {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            Set<String> tables = tables(connection);
            if (!tables.remove(HISTORY)) {
                return;
            }
            try (ResultSet row = statement.executeQuery("SELECT COUNT(CASE WHEN script = '" + FIRST + "' THEN 1 END), "
                    + "COUNT(CASE WHEN type <> 'SCHEMA' THEN 1 END) FROM " + HISTORY)) {
                row.next();
                if (row.getInt(1) == 0 && (row.getInt(2) > 0 || !tables.isEmpty())) {
                    throw new FlywayException("another program's history", CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE);
                }
            }
        } catch (SQLException e) {
            // what cannot be looked at is left to Flyway, which says why
        }
    }

    /** Of the schema that Flyway would work in. */
    private static Set<String> tables(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet table = connection.getMetaData().getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
            while (table.next()) {
                names.add(table.getString("TABLE_NAME"));
            }
        }
        return names;
    }

    /**
     * Of a PostgreSQL server: refuses a user who may make no tables, where Flyway would try for ten seconds, and a database without a
     * schema for them, where it would make one by the name of all that are looked into. A schema that the URL names and that is not
     * there yet is made by it.
     */
    static void requireRights(Connection server, String ledger) throws SQLException {
        try (Statement statement = server.createStatement(); ResultSet row = statement.executeQuery(MISSING)) {
            row.next();
            if (row.getString(1) != null) {
                throw new LedgerException("the ledger " + ledger + " cannot be used, since this user may make no tables there: "
                        + row.getString(1));
            }
        }
    }

    /** What cannot be looked at is left to Flyway, which says why. */
    boolean isNewest() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery(
                        "SELECT version, success FROM " + HISTORY + " WHERE EXISTS (SELECT 1 FROM " + HISTORY
                                + " WHERE script = '" + FIRST + "') ORDER BY installed_rank DESC LIMIT 1")) {
            return last.next() && NEWEST.equals(last.getString(1)) && last.getBoolean(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether there are no tables of any version, on a PostgreSQL server; a file of SQLite is looked for by its name. */
    boolean isMissing() {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT 1 FROM " + HISTORY).close();
            return false;
        } catch (SQLException e) {
            return PSQLState.UNDEFINED_TABLE.getState().equals(e.getSQLState());
        }
    }

    /**
     * A server that falls silent, at once or after the login, is waited for for ten seconds, as one that takes none is, and not for ever;
     * each by itself, where the URL names several.
     */
    Connection connect() throws SQLException {
        return connect(new Properties());
    }

    /** The same with options of PostgreSQL's driver, as that of SQLite knows none such; what the URL says beats them. */
    Connection connect(Properties options) throws SQLException {
        options.putAll(ServerSockets.options(url));
        options.put("socketTimeout", "10"); // in seconds
        Optional.ofNullable(username).ifPresent(name -> options.put("user", name));
        Optional.ofNullable(password).ifPresent(word -> options.put("password", word));
        return DriverManager.getConnection(url, options);
    }
}
