package io.callwatch.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;

/** Each mail has a socket of its own: one that stays would be cut again and again for as long as the process runs. */
class BoundedSocketTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final int others = Deadlines.watched();

    @Test
    void isWatchedNoLongerOnceItIsClosed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            Socket socket = open(server.getLocalPort());
            assertThat(socket.isConnected()).isTrue();
            socket.connect(server.getLocalSocketAddress(), 1); // as the mail library does, once more
            assertThat(Deadlines.watched()).isNotZero();
            socket.close();
            awaitNoneWatched();
        }
    }

    @Test
    void isWatchedNoLongerWhereNobodyListens() throws Exception {
        try (Socket nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(LOOPBACK, 0));
            assertThatThrownBy(() -> open(nobody.getLocalPort())).isInstanceOf(ConnectException.class);
        }
        awaitNoneWatched();
    }

    @Test
    void isBoundHoweverItIsAskedFor() throws Exception {
        SocketFactory factory = new BoundedSocket.Factory("unused.invalid", 1, Duration.ofHours(1));
        String host = LOOPBACK.getHostAddress();
        InetAddress local = InetAddress.getByName("127.0.0.9");
        List<InetAddress> from = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 4, LOOPBACK)) {
            int port = server.getLocalPort();
            for (Socket socket : List.of(factory.createSocket(host, port), factory.createSocket(LOOPBACK, port),
                    factory.createSocket(host, port, local, 0), factory.createSocket(LOOPBACK, port, local, 0))) {
                assertThat(socket).isInstanceOf(BoundedSocket.class);
                assertThat(socket.getRemoteSocketAddress()).isEqualTo(server.getLocalSocketAddress());
                from.add(socket.getLocalAddress());
                socket.close();
            }
        }
        assertThat(from).containsExactly(LOOPBACK, LOOPBACK, local, local);
        awaitNoneWatched();
    }

    private static Socket open(int port) throws Exception {
        return new BoundedSocket.Factory(LOOPBACK.getHostAddress(), port, Duration.ofHours(1)).createSocket();
    }

    private void awaitNoneWatched() {
        await().atMost(Duration.ofSeconds(10)).until(() -> Deadlines.watched() <= others);
    }
}
