package io.callwatch.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that does the same to everybody who connects, or nothing at all. */
final class Troublesome {
    interface Deed {
        void to(Socket socket) throws IOException;
    }

    private Troublesome() {
    }

    /** A port at which nobody listens, and nobody else will while it is open. */
    static Socket nobody() throws IOException {
        Socket held = new Socket();
        held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return held;
    }

    static ServerSocket answering(ServerSocket server, Deed deed) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    deed.to(socket);
                } catch (IOException end) {
                    // of this connection, or of the test
                }
            }
        }, "troublesome");
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
