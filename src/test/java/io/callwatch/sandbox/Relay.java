package io.callwatch.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A loopback port that leads to another one, until it falls silent: connections stay, and nothing more comes over them. Threads may share it. */
public final class Relay implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    public Relay(int behind) throws IOException {
        daemon(() -> {
            while (true) {
                Socket client = kept(door.accept());
                Socket server = kept(new Socket(InetAddress.getByName("127.0.0.1"), behind));
                daemon(() -> pour(client, server));
                daemon(() -> pour(server, client));
            }
        });
    }

    public int port() {
        return door.getLocalPort();
    }

    public void fallSilent() {
        silent = true;
    }

    private Socket kept(Socket socket) {
        open.add(socket);
        return socket;
    }

    private void pour(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] bytes = new byte[8_192];
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
            if (!silent) {
                out.write(bytes, 0, n);
            }
        }
        if (!silent) {
            to.close();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException end) {
                // of the connection
            }
        }, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
