package io.callwatch.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Gives out one connection again and again, to whoever would change tables on one and note it on another: where that is cut between the
 * two, tables are changed and nobody knows. Whoever has made the connection closes it.
 */
final class OneConnection extends PGSimpleDataSource {
    private final transient Connection connection;

    OneConnection(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Connection getConnection() {
        Class<?>[] like = {Connection.class};
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), like, (proxy, method, arguments) -> {
            try {
                return method.getName().equals("close") ? null : method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
