package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record in quarantine is on the list until it is judged, whatever ends the process meanwhile. */
class QuarantineTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsReleasedStaysOnTheListUntilItIsJudged() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            Quarantine.Entry entry = added(ledger);
            ledger.change(sql -> Quarantine.release(sql, entry));
            assertThat(ledger.read(Quarantine::reasons)).extracting(Quarantine.Entry::id).containsExactly(entry.id());
            Quarantine.Entry back = added(ledger);
            assertThat(back.id()).as("still wrong").isNotEqualTo(entry.id());
            ledger.change(sql -> Quarantine.remove(sql, entry));
            assertThat(ledger.read(Quarantine::reasons)).extracting(Quarantine.Entry::id).containsExactly(back.id());
        }
    }

    /** @return the newest entry */
    private static Quarantine.Entry added(Ledger ledger) throws SQLException {
        return ledger.<Quarantine.Entry, SQLException>write(sql -> {
            Quarantine.add(sql, "tenant", "call", "rule", "1 / 0 == 0", "division by zero", "{}", Instant.EPOCH);
            List<Quarantine.Entry> all = Quarantine.reasons(sql);
            return all.get(all.size() - 1);
        });
    }
}
