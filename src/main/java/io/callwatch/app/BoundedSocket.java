package io.callwatch.app;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import org.apache.hc.core5.http.MessageConstraintException;

/** A socket for one conversation, which is closed when its time is over and reads no more than any such conversation needs. */
final class BoundedSocket extends Socket implements Deadlines.Timed {
    /** The answers to thousands of recipients, or the certificates of TLS, take less. */
    private static final int MOST = 1024 * 1024;

    private volatile boolean isLate;
    private int left = MOST;

    /** @param within from now on, whether it is connected by then or not */
    BoundedSocket(Duration within) {
        Deadlines.watch(this, within);
    }

    /** For libraries that connect by themselves. */
    static SocketFactory factory(Duration within) {
        return new Factory(within);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                try {
                    int n = in.read(bytes, from, length);
                    left -= Math.max(0, n);
                    if (left < 0) {
                        throw new MessageConstraintException("more than " + MOST + " bytes");
                    }
                    return n;
                } catch (IOException e) {
                    throw isLate ? Attempt.late(e) : e;
                }
            }
        };
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
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
