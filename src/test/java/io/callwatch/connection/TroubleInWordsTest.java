package io.callwatch.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no server on loopback can be made to do: it is said without the name of a host or its address. */
class TroubleInWordsTest {
    @Test
    void eachFailureOfANetworkHasWordsOfItsOwn() {
        assertThat(Stream.of(new UnknownHostException("graph.internal"), new NoRouteToHostException("10.1.2.3"), new SocketException("10.1.2.3"),
                new IOException(new EOFException("10.1.2.3"))).map(ConnectionTrouble::of)).containsExactly(
                "no such host is known, or names cannot be looked up", "there is no route to the host",
                "the connection was cut", "the connection was cut");
    }

    /** The words of the system, as Java hands them on; a limit of the machine's has the same, and more. */
    @Test
    void thatNoMoreFilesMayBeOpenIsNoCutOfAConnection() {
        assertThat(Stream.of("Too many open files", "Too many open files in system").map(SocketException::new)
                .map(e -> ConnectionTrouble.of(new IOException(e)))).allMatch(words -> words.startsWith("this process may have no more files"));
    }
}
