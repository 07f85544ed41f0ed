package io.callwatch.connection;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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

    /** For libraries that connect by themselves. */
    static SocketFactory factory(Duration within) {
        return new Factory(within);
    }

    static Socket open(InetSocketAddress address, Duration within) throws IOException {
        return connected(new BoundedSocket(within), address, within);
    }

    private static Socket connected(Socket socket, InetSocketAddress address, Duration within) throws IOException {
        try {
            socket.connect(address, (int) within.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
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

    private static final class Factory extends SocketFactory {
        private final Duration within;

        private Factory(Duration within) {
            this.within = within;
        }

        @Override
        public Socket createSocket() {
            return new BoundedSocket(within);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return open(new InetSocketAddress(host, port), within);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return open(new InetSocketAddress(host, port), within);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return createSocket(InetAddress.getByName(host), port, local, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            Socket socket = createSocket();
            socket.bind(new InetSocketAddress(local, localPort));
            return connected(socket, new InetSocketAddress(host, port), within);
        }
    }
}
