package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
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
            place.change("ALTER DATABASE " + place.url().replaceFirst(".*/", "") + " SET default_transaction_read_only = on");
            place.cutConnections();
            // each connection that the pool still has fails first
            await().untilAsserted(() -> assertThatThrownBy(ledger::hold).isInstanceOf(LedgerException.class)
                    .hasMessageContainingAll("read-only", "the server takes no changes"));
        }
    }
}
