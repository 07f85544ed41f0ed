package io.callwatch.connection;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import javax.net.SocketFactory;
import org.apache.hc.core5.http.MessageConstraintException;

/** A socket for one conversation, which is closed when its time is over and reads no more than any such conversation needs. */
final class BoundedSocket extends Socket implements Deadlines.Timed {
    /** The answers to thousands of recipients, or the certificates of TLS, take less. */
    private static final int MOST = 1024 * 1024;

    private volatile boolean isLate;
    private InputStream in;

    /** @param within from now on, whether it is connected by then or not */
    BoundedSocket(Duration within) {
        Deadlines.watch(this, within);
    }

    private static Socket connected(Socket socket, InetSocketAddress address, Duration within) throws IOException {
        try {
            socket.connect(address, (int) Math.max(1, within.toMillis())); // 0 is for ever
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The mail library connects what it was given, to the first address alone. */
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (!isConnected()) {
            super.connect(endpoint, timeout);
        }
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        if (in == null) {
            in = new BoundedStream(super.getInputStream(), MOST, () -> isLate) {
                @Override
                int spent() throws IOException {
                    throw new MessageConstraintException("more than " + MOST + " bytes");
                }
            };
        }
        return in;
    }

    @Override
    public boolean isDone() {
        return isClosed();
    }

    @Override
    public void cut() {
        isLate = true;
        try {
            close();
        } catch (IOException e) {
            // it is tried again
        }
    }

    /** The mail library asks for a socket without more; another version of it, in a platform, may ask for one to an address. */
    static final class Factory extends SocketFactory {
        private final String host;
        private final int port;
        private final Duration within;

        /** @param host whose sockets come connected, at the first of its addresses that answers: a name may have several, and one be down */
        Factory(String host, int port, Duration within) {
            this.host = host;
            this.port = port;
            this.within = within;
        }

        @Override
        public Socket createSocket() throws IOException {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            long end = System.nanoTime() + within.toNanos();
            for (int i = 0;; i++) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                InetSocketAddress address = new InetSocketAddress(addresses[i], port);
                Duration share = left.dividedBy(addresses.length - i);
                try {
                    return connected(new BoundedSocket(left), address, share);
                } catch (IOException e) {
                    if (i == addresses.length - 1) {
                        throw e;
                    }
                }
            }
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return createSocket(InetAddress.getByName(host), port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connected(new BoundedSocket(within), new InetSocketAddress(host, port), within);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return createSocket(InetAddress.getByName(host), port, local, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            Socket socket = new BoundedSocket(within);
            socket.bind(new InetSocketAddress(local, localPort));
            return connected(socket, new InetSocketAddress(host, port), within);
        }
    }
}
