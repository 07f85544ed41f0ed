package io.callwatch.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes the connections of a pool to a PostgreSQL server. One that says nothing is passed over for the next one that the URL names, as at
 * a start; an answer may take its time only after the login.
 */
final class ServerLogins extends PGSimpleDataSource {
    private final transient Schema schema;
    private final String url;

    ServerLogins(String url, Schema schema) {
        this.schema = schema;
        this.url = url;
    }

    /** How many the URL names; none where it is of another database. */
    static int servers(String url) {
        Properties named = Driver.parseURL(url, null);
        return named == null ? 0 : named.getProperty("PGHOST", "").split(",").length;
    }

    /**
     * Of several servers the ledger is where changes are taken: one that stands by for that is behind it, and whoever looks there for what
     * is to be sent finds what was sent already.
     */
    static String ofTheOneThatTakesChanges(String url) {
        return servers(url) < 2 || Driver.parseURL(url, null).containsKey("targetServerType") ? url
                : url + (url.contains("?") ? "&" : "?") + "targetServerType=primary";
    }

    @Override
    public Connection getConnection() throws SQLException {
        Properties options = new Properties();
        options.put("loginTimeout", Integer.toString(ServerSockets.longestLogin(url))); // whoever closes the pool waits for one in hand
        options.put("defaultRowFetchSize", "500"); // else the driver keeps all of an answer in memory
        Connection connection = schema.connect(options);
        if (!Driver.parseURL(url, null).containsKey("socketTimeout")) {
            connection.setNetworkTimeout(Runnable::run, Schema.LONGEST_ANSWER * 1_000);
        }
        return connection;
    }
}
