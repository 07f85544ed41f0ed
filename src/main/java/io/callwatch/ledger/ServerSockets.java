package io.callwatch.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Connections to one of several PostgreSQL servers, of which each is waited for by itself. The driver, which makes this by its name, has
 * one bound for all that a URL names: one that takes no connection, or takes it and says nothing, leaves a millisecond for the next.
 */
public class ServerSockets extends SocketFactory {
    /** In seconds: for a server to take a connection, and as long to say something, where the URL says nothing else of that. */
    private static final int LONGEST = 10;
    /** In seconds: before that the driver waits as long to hear whether it may encrypt. */
    private static final int LONGEST_OF_TLS = 5;

    /** A connection that waits no longer than that to be taken. */
    public static class Bounded extends Socket {
        @Override
        public void connect(SocketAddress server, int timeout) throws IOException {
            int longest = (int) TimeUnit.SECONDS.toMillis(LONGEST);
            super.connect(server, timeout == 0 ? longest : Math.min(timeout, longest));
        }
    }

    /** In seconds, for a login: of several that the URL names each has its time, and is waited for as long as the URL says. */
    static int longestLogin(String url) throws SQLException {
        int servers = ServerLogins.servers(url);
        int answer = Math.min(Schema.LONGEST_ANSWER, PGProperty.SOCKET_TIMEOUT.getInt(Driver.parseURL(url, null)));
        return servers < 2 ? LONGEST : servers * (LONGEST + LONGEST_OF_TLS + Math.max(LONGEST, answer));
    }

    /** What the driver is told where the URL names several; nothing in a host whose driver does not see this class. */
    static Map<String, String> options(String url) throws SQLException {
        return ServerLogins.servers(url) < 2 || !isSeen() ? Map.of()
                : Map.of("socketFactory", ServerSockets.class.getName(), "connectTimeout", Integer.toString(longestLogin(url)));
    }

    private static boolean isSeen() {
        try {
            return Class.forName(ServerSockets.class.getName(), false, Driver.class.getClassLoader()) == ServerSockets.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Override
    public Socket createSocket() {
        return new Bounded();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host, port, null, 0);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return createSocket(InetAddress.getByName(host), port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        Socket socket = createSocket();
        socket.bind(new InetSocketAddress(from, fromPort));
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }
}
