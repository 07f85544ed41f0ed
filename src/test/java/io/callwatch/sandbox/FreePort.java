package io.callwatch.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A port for a server that opens it by itself, some time later. Meanwhile nobody else is given it: it lies below those that the
 * system gives to whoever asks for any, and who looks for one here holds the next higher one until it is closed.
 */
public final class FreePort implements AutoCloseable {
    private static final int LOWEST = 20_000;
    private static final int PAIRS = 6_000;

    private final ServerSocket held;

    public FreePort() throws IOException {
        long first = ProcessHandle.current().pid(); // several processes need not try each other's
        ServerSocket found = null;
        for (int i = 0; i < PAIRS && found == null; i++) {
            try {
                found = above(LOWEST + 2 * (int) ((first * 64 + i) % PAIRS));
            } catch (IOException e) {
                // one of the two is taken: the next pair
            }
        }
        if (found == null) {
            throw new IOException("no port is free from " + LOWEST + " on");
        }
        held = found;
    }

    /** That one first, since whoever has marked the lower one so may be about to open it. */
    private static ServerSocket above(int port) throws IOException {
        ServerSocket next = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress());
        try (ServerSocket free = new ServerSocket(port)) {
            return next;
        } catch (IOException e) {
            next.close();
            throw e;
        }
    }

    public int number() {
        return held.getLocalPort() - 1;
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
