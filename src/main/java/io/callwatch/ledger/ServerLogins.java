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
    /** In seconds, of all that the URL names. With a bound the driver heeds whoever closes the pool; without one it ends the login first. */
    private static final String LONGEST_LOGIN = "60";

    private final transient Schema schema;
    private final boolean hasItsOwn;

    ServerLogins(String url, Schema schema) {
        this.schema = schema;
        this.hasItsOwn = Driver.parseURL(url, null).containsKey("socketTimeout");
    }

    @Override
    public Connection getConnection() throws SQLException {
        Properties options = new Properties();
        options.put("loginTimeout", LONGEST_LOGIN);
        options.put("defaultRowFetchSize", "500"); // else the driver keeps all of an answer in memory
        Connection connection = schema.connect(options);
        if (!hasItsOwn) {
            connection.setNetworkTimeout(Runnable::run, Integer.parseInt(Schema.LONGEST_ANSWER) * 1_000);
        }
        return connection;
    }
}
