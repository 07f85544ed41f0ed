package io.callwatch.endtoend;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that does the same to everybody who connects. */
final class Troublesome {
    interface Deed {
        void to(Socket socket) throws IOException;
    }

    private Troublesome() {
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
