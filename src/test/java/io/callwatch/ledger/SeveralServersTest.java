package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Of the servers that a URL names the first is not there. */
class SeveralServersTest {
    private static final String FAR_AWAY = "&socketFactory=" + FarAway.class.getName();
    @TempDir
    private Path folder;

    /** As where one of two stands by for the other, which has just gone. */
    @Test
    @Tag("server-ledger")
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aServerThatSaysNothingIsPassedOverForTheNextOneThatTheUrlNames() throws Exception {
        try (ServerSocket silent = silent()) {
            assertThat(isOpenBehind(silent, "")).isTrue();
        }
    }

    /** Elsewhere than on this machine it takes its time to be reached, of which the silence of the first one has left enough. */
    @Test
    @Tag("server-ledger")
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void soItIsWhereTheNextOneIsFarAway() throws Exception {
        try (ServerSocket silent = silent()) {
            assertThat(isOpenBehind(silent, FAR_AWAY)).isTrue();
        }
    }

    /** As one does whose machine is off. */
    @Test
    @Tag("server-ledger")
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void soIsAServerThatTakesNoConnection() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); Socket one = new Socket(); Socket two = new Socket()) {
            one.connect(full.getLocalSocketAddress());
            two.connect(full.getLocalSocketAddress());
            assertThat(isOpenBehind(full, FAR_AWAY)).isTrue();
        }
    }

    /** With the bound of answers that the URL sets, as for a server that has much to do; whoever logs in says so by saying nothing. */
    @Test
    @Tag("server-ledger")
    @Timeout(value = 90, threadMode = ThreadMode.SEPARATE_THREAD)
    void soIsOneThatIsWaitedForAsLongAsTheUrlSaysAlsoWhereTheLedgerIsOpen() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        try (ServerSocket silent = silent()) {
            String url = behind(silent, place, "&socketTimeout=21" + FAR_AWAY);
            Schema schema = new Schema(url, place.username(), place.password(), "postgresql");
            try (Connection connection = new ServerLogins(url, schema).getConnection()) {
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }

    /** It falls silent while the tables are made, which may take longer than any other answer. */
    @Test
    @Tag("server-ledger")
    @Timeout(value = 90, threadMode = ThreadMode.SEPARATE_THREAD)
    void soIsOneThatSaysNothingAsTheTablesAreMade() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        try (ServerSocket silent = silent()) {
            Thread closing = new Thread(() -> closeTwo(silent));
            closing.start();
            Schema schema = new Schema(behind(silent, place, "&hostRecheckSeconds=0"), place.username(), place.password(), "postgresql");
            schema.bringUpToDate();
            assertThat(schema.isNewest()).isTrue();
            closing.join();
        }
    }

    /** Those that ask which tables there are. */
    private static void closeTwo(ServerSocket server) {
        try {
            server.accept().close();
            server.accept().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static String behind(ServerSocket first, LedgerPlace place, String options) {
        return place.url().replace("//", "//127.0.0.1:" + first.getLocalPort() + ",") + "?sslmode=disable" + options;
    }

    /** @param options of the URL, behind its others */
    private boolean isOpenBehind(ServerSocket first, String options) throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        place.open().close();
        try (Ledger ledger = new LedgerFile(behind(first, place, options), place.username(), place.password(), folder).open()) {
            return ledger.<Long>read(sql -> sql.number("SELECT 1")) == 1;
        }
    }

    /** Half a second away. */
    public static final class FarAway extends ServerSockets {
        @Override
        public Socket createSocket() {
            return new Bounded() {
                @Override
                public void connect(SocketAddress server, int timeout) throws IOException {
                    if (timeout < 500) {
                        throw new SocketTimeoutException("farther away than " + timeout + " ms");
                    }
                    super.connect(server, timeout);
                }
            };
        }
    }
}
