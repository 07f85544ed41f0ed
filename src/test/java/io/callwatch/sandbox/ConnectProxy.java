package io.callwatch.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * An HTTP proxy on a loopback port that lets nobody through without a login, and behind which there is a world of its own, into no other: each host
 * leads to a server of this machine, over TLS with the certificate that is given. Threads may share it.
 */
public final class ConnectProxy implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final String login;
    private final SSLSocketFactory tls;
    private final Map<String, String> world;
    private final List<String> asked = new ArrayList<>();
    private volatile boolean leaves;
    private volatile boolean turnsAway;
    private volatile boolean silent;

    /** @param world by host and port, as {@code CONNECT} names them, the URL of a server that speaks plain HTTP */
    public ConnectProxy(String username, String password, KeyPairOfKeytool certificate, Map<String, String> world) throws Exception {
        this.login = "Basic " + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        this.tls = certificate.context().getSocketFactory();
        this.world = Map.copyOf(world);
        daemon(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** From now on it shuts the connection after it has asked for a login, and does not say so. */
    public void leaves() {
        leaves = true;
    }

    /** From now on it answers 401 to a login that it does not know, as tinyproxy does, and 407 to none. */
    public void turnsAway() {
        turnsAway = true;
    }

    /** From now on it takes connections and answers nothing. */
    public void keepsSilent() {
        silent = true;
    }

    /** Where those who had a login wanted to go. */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (true) {
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 1);
                String request = in.readLine();
                boolean known = false;
                boolean shown = false;
                for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                    known |= header.equalsIgnoreCase("Proxy-Authorization: " + login);
                    shown |= header.regionMatches(true, 0, "Proxy-Authorization:", 0, 20);
                }
                String target = request == null ? null : request.split(" ")[1];
                if (target == null) {
                    return;
                } else if (silent) {
                    in.read(); // until the other side has had enough
                    return;
                } else if (!known && shown && turnsAway) {
                    say(socket, "401 Unauthorized\r\nContent-Length: 0\r\nConnection: close");
                    return;
                } else if (!known) {
                    say(socket, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"way out\"\r\nContent-Length: 0");
                    if (leaves) {
                        return;
                    }
                } else {
                    tunnel(socket, target);
                    return;
                }
            }
        } catch (IOException end) {
            // of the connection
        }
    }

    private void tunnel(Socket socket, String target) throws IOException {
        synchronized (this) {
            asked.add(target);
        }
        if (!world.containsKey(target)) {
            say(socket, "403 Not to there\r\nContent-Length: 0");
            return;
        }
        say(socket, "200 Connected");
        URI server = URI.create(world.get(target));
        try (SSLSocket secure = (SSLSocket) tls.createSocket(socket, null, socket.getPort(), false);
                Socket behind = new Socket(server.getHost(), server.getPort())) {
            secure.setUseClientMode(false);
            secure.startHandshake();
            daemon(() -> pour(behind, secure));
            secure.getInputStream().transferTo(behind.getOutputStream());
        }
    }

    private static void pour(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException end) {
            // of the connection
        }
    }

    private static void say(Socket socket, String status) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "connect-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
