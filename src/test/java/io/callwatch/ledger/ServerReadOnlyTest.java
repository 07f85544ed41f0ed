package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that takes no changes, as one that stands by for another does. */
class ServerReadOnlyTest {
    @TempDir
    private Path folder;

    @Test
    @Tag("server-ledger")
    void aCopyThatIsOnlyReadCanBeLookedAt() {
        LedgerPlace place = LedgerPlace.in(folder);
        long tenant;
        try (Ledger ledger = place.open()) {
            tenant = Calls.tenantNumber(ledger, "a");
        }
        LedgerFile copy = new LedgerFile(place.url() + "?options=-c%20default_transaction_read_only=on", place.username(),
                place.password(), folder);
        try (Ledger ledger = copy.openBeside()) {
            assertThat(Calls.tenantNumber(ledger, "a")).isEqualTo(tenant);
            assertThatThrownBy(() -> ledger.change(sql -> Notes.put(sql, "name", "none"))).isInstanceOf(LedgerException.class)
                    .hasMessageContainingAll("read-only", "the server takes no changes", "set callwatch.ledger.url");
        }
    }

    /** Else each destination would be sent something that cannot be noted as sent, and comes again after a start. */
    @Test
    @Tag("server-ledger")
    void aLedgerIsNotHeldWhereNothingCanBeNoted() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        try (Ledger ledger = place.open()) {
            place.byDefault("default_transaction_read_only", "on");
            place.cutConnections();
            // each connection that the pool still has fails first
            await().untilAsserted(() -> assertThatThrownBy(ledger::hold).isInstanceOf(LedgerException.class)
                    .hasMessageContainingAll("read-only", "the server takes no changes"));
        }
    }

    /** What the pool has of one that stands by is behind: what is looked up there as not sent may have been sent long ago. */
    @Test
    @Tag("server-ledger")
    void ofSeveralServersTheOneThatTakesChangesHasTheLedger() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        place.open().close();
        String name = place.url().replaceFirst(".*/", "");
        try (EmbeddedPostgres standby = PostgresServer.startReadOnly()) {
            String own = "jdbc:postgresql://127.0.0.1:" + standby.getPort() + "/postgres?options=-c%20default_transaction_read_only=off";
            try (Connection connection = DriverManager.getConnection(own, place.username(), place.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            String url = place.url().replace("//", "//127.0.0.1:" + standby.getPort() + ",");
            try (Ledger ledger = new LedgerFile(url, place.username(), place.password(), folder).open()) {
                ledger.hold();
                assertThat(ledger.<String>read(sql -> sql.list("SHOW port", row -> row.getString(1)).get(0)))
                        .isEqualTo(place.url().replaceAll(".*:|/.*", ""));
            }
        }
    }
}
