package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Whoever keeps the ledger waiting is not waited for for ever. */
class ServerWaitsTest {
    @TempDir
    private Path folder;

    /** As one does that is out of processes, or a balancer with nobody behind it. */
    @Test
    @Timeout(value = 40, threadMode = ThreadMode.SEPARATE_THREAD)
    void aServerThatTakesConnectionsAndSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/callwatch";
            assertThatThrownBy(new LedgerFile(url, "callwatch", "s3cret", folder)::open).isInstanceOf(LedgerException.class)
                    .hasMessageStartingWith("the ledger " + url + " cannot be reached (The connection attempt failed. Read timed out");
        }
    }

    /** A pool makes connections for as long as it is there: what was known of the first at the start is forgotten by then. */
    @Test
    @Tag("server-ledger")
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aFirstServerThatFallsSilentLaterIsPassedOver() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        AtomicBoolean isSilent = new AtomicBoolean();
        try (ServerSocket first = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<Socket>> kept = taking(first, client -> {
                if (!isSilent.get()) {
                    client.close();
                }
            });
            String url = place.url().replace("//", "//127.0.0.1:" + first.getLocalPort() + ",") + "?sslmode=disable&hostRecheckSeconds=0";
            try (Ledger ledger = new LedgerFile(url, place.username(), place.password(), folder).open()) {
                isSilent.set(true);
                long answer = ledger.<Long>read(one -> ledger.<Long>read(two -> two.number("SELECT 1")));
                assertThat(answer).isOne();
            }
            first.close();
            assertThat(kept.join()).as("who was told nothing").anyMatch(client -> !client.isClosed());
        }
    }

    /** As one does whose disk hangs, or a balancer whose server has just gone. */
    @Test
    @Timeout(value = 40, threadMode = ThreadMode.SEPARATE_THREAD)
    void aServerThatSaysNothingAfterTheLoginIsGivenUp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<Socket>> logins = taking(server, ServerWaitsTest::takeLogin);
            // with that version the driver's first question is ours
            String url = "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/callwatch?sslmode=disable&assumeMinServerVersion=12";
            assertThatThrownBy(new LedgerFile(url, "callwatch", "s3cret", folder)::open).isInstanceOf(LedgerException.class)
                    .hasMessageContainingAll("cannot be reached", "Read timed out");
            server.close();
            logins.join();
        }
    }

    private interface Welcome {
        void of(Socket client) throws IOException;
    }

    /** @return all of them, once the server is closed; until then each is held, since what nobody holds the collector closes */
    private static CompletableFuture<List<Socket>> taking(ServerSocket server, Welcome welcome) {
        return CompletableFuture.supplyAsync(() -> {
            List<Socket> clients = new ArrayList<>();
            try {
                while (true) {
                    Socket client = server.accept();
                    clients.add(client);
                    welcome.of(client);
                }
            } catch (IOException e) {
                return clients; // the test is over
            }
        });
    }

    /** Any password is right; what is asked then has no answer. */
    private static void takeLogin(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        in.skipNBytes(in.readInt() - Integer.BYTES);
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        authenticated(out);
        parameter(out, "server_version", "15.0");
        parameter(out, "client_encoding", "UTF8");
        out.writeByte('Z'); // ready
        out.writeInt(5);
        out.writeByte('I');
        out.flush();
    }

    private static void authenticated(DataOutputStream out) throws IOException {
        out.writeByte('R');
        out.writeInt(8);
        out.writeInt(0);
    }

    private static void parameter(DataOutputStream out, String name, String value) throws IOException {
        out.writeByte('S');
        out.writeInt(Integer.BYTES + name.length() + value.length() + 2);
        out.writeBytes(name + "\0" + value + "\0");
    }

    /** As by a session that somebody has left in the middle of a transaction, or by one that rebuilds a table. */
    @Test
    @Tag("server-ledger")
    @Timeout(value = 40, threadMode = ThreadMode.SEPARATE_THREAD)
    void whoeverHasLockedATableIsWaitedForForHalfAMinuteAndIsToBlame() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        try (Ledger ledger = place.open(); Connection other = place.connect(); Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE notes");
            assertThat(ledger.<String>read(ServerWaitsTest::patience)).isEqualTo("30s");
            assertThatThrownBy(() -> ledger.<Object>write(sql -> {
                assertThat(patience(sql)).isEqualTo("30s");
                sql.update("SET lock_timeout = '10ms'");
                Notes.put(sql, "name", "value");
                return null;
            })).isInstanceOf(LedgerException.class).hasMessageContainingAll("lock timeout", "another session has locked its tables");
        }
    }

    /** Which would say so by itself only after that time; here it fails at once. */
    @Test
    @Tag("server-ledger")
    void soAreTheTablesThatAreToBeBroughtUpToDate() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        place.migrateTo("8");
        place.change("CREATE FUNCTION locked() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
                + "RAISE lock_not_available USING MESSAGE = 'given up after ' || current_setting('lock_timeout'); END $$",
                "CREATE EVENT TRIGGER locked ON ddl_command_start WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION locked()");
        assertThatThrownBy(place::open).isInstanceOf(LedgerException.class)
                .hasMessageContainingAll("given up after 30s", "another session has locked its tables");
    }

    /** One such is ended by servers that bound that time, and whoever looks after the server would look for what it has locked. */
    @Test
    @Tag("server-ledger")
    void aConnectionThatNobodyUsesIsInNoTransaction() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        try (Ledger ledger = place.open()) { // it writes by one, and has another one ready
            await().until(() -> states(place), List.of("idle", "idle")::equals);
            assertThatThrownBy(() -> ledger.<Object>read(sql -> {
                throw new IllegalStateException("the work, not the database");
            })).isInstanceOf(IllegalStateException.class);
            assertThat(ledger.read(ServerWaitsTest::patience)).isEqualTo("30s");
        }
    }

    /** What the others' connections are about. */
    private static List<String> states(LedgerPlace place) throws SQLException {
        List<String> states = new ArrayList<>();
        try (Connection connection = place.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT state FROM pg_stat_activity WHERE datname = current_database() "
                        + "AND pid <> pg_backend_pid() AND backend_type = 'client backend'")) {
            while (row.next()) {
                states.add(row.getString(1));
            }
        }
        return states;
    }

    private static String patience(Sql sql) throws SQLException {
        return sql.list("SHOW lock_timeout", row -> row.getString(1)).get(0);
    }
}
