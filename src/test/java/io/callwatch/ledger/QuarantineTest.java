package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.callrecord.RawJson;
import io.callwatch.graph.UnreadableRecord;
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
            ledger.change(sql -> Quarantine.release(sql, back));
            ledger.change(sql -> Quarantine.settle(sql, "tenant", entry));
            assertThat(ledger.read(Quarantine::reasons)).extracting(Quarantine.Entry::id).containsExactly(back.id());
        }
    }

    @Test
    void whatIsStillWrongKeepsItsNumberAndTimeAndHasTheReasonOfNow() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            Quarantine.Entry entry = list(ledger, added(ledger).id() - 1, 1).get(0);
            ledger.change(sql -> {
                Quarantine.release(sql, entry);
                Quarantine.add(sql, "tenant", "call", "rule", "1 / 0 == 0", "another word for it", "{}", Instant.EPOCH.plusSeconds(9));
                Quarantine.settle(sql, "tenant", entry);
            });
            assertThat(ledger.read(Quarantine::reasons)).singleElement().isEqualTo(new Quarantine.Entry(entry.id(), "call", "rule", "1 / 0 == 0",
                    "another word for it", "", entry.at(), false));
            added(ledger);
            assertThat(ledger.read(Quarantine::count)).as("kept once").isEqualTo(1);
            ledger.change(sql -> {
                Quarantine.release(sql, entry);
                Quarantine.settle(sql, "tenant", entry);
            });
            assertThat(ledger.read(Quarantine::count)).as("judged well").isZero();
        }
    }

    @Test
    void theSameRecordAndRuleAreKeptOnceAlsoWhenSomebodyHasDealtWithThem() throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            for (int twice = 0; twice < 2; twice++) {
                for (String[] of : new String[][] {{"tenant", "rule", "true", "{}"}, {"other", "rule", "true", "{}"},
                        {"tenant", "other", "true", "{}"}, {"tenant", "rule", "false", "{}"}, {"tenant", "rule", "true", "[]"}}) {
                    ledger.change(sql -> Quarantine.add(sql, of[0], "call", of[1], of[2], "failed", of[3], Instant.EPOCH));
                }
            }
            List<Quarantine.Entry> all = list(ledger, 0, 10);
            assertThat(all).hasSize(5);
            ledger.change(sql -> Quarantine.add(sql, "tenant", "another call", "rule", "true", "failed", "{\"id\":1}", Instant.EPOCH));
            long newest = ledger.read(Quarantine::newest);
            assertThat(newest).isGreaterThan(all.get(4).id());
            ledger.change(sql -> Quarantine.dismiss(sql, newest));
            assertThat(list(ledger, all.get(1).id(), 2)).as("a part").isEqualTo(all.subList(2, 4));
            ledger.change(sql -> {
                Quarantine.dismiss(sql, all.get(0).id());
                Quarantine.add(sql, "tenant", "call", "rule", "true", "failed", "{}", Instant.EPOCH);
                Quarantine.add(sql, "TENANT", "call", "rule", "true", "failed", "{}", Instant.EPOCH);
            });
            assertThat(list(ledger, 0, 10)).isEqualTo(all.subList(1, 5));
            assertThat(ledger.read(Quarantine::reasons)).extracting(Quarantine.Entry::id)
                    .isEqualTo(all.subList(1, 5).stream().map(Quarantine.Entry::id).toList());
            ledger.change(sql -> Quarantine.add(sql, "tenant", "another call", "rule", "true", "failed", "{\"id\":2}", Instant.EPOCH));
            List<Quarantine.Entry> ofCall = ledger.read(sql -> Quarantine.ofCall(sql, "call"));
            assertThat(ofCall).extracting(Quarantine.Entry::id).isEqualTo(all.stream().map(Quarantine.Entry::id).toList());
            assertThat(ofCall).extracting(Quarantine.Entry::dismissed).containsExactly(true, false, false, false, false);
            assertThat(ledger.read(Quarantine::count)).isEqualTo(5);
            UnreadableRecord unreadable = new UnreadableRecord("call", "no version", RawJson.of("{}"));
            ledger.change(sql -> {
                assertThat(Quarantine.holds(sql, "tenant", unreadable)).as("what a rule failed on could be read").isFalse();
                Quarantine.unreadable(sql, "tenant", unreadable, Instant.EPOCH);
                Quarantine.dismiss(sql, Quarantine.newest(sql));
                assertThat(Quarantine.holds(sql, "TENANT", unreadable)).isTrue();
            });
        }
    }

    private static List<Quarantine.Entry> list(Ledger ledger, long after, int limit) throws SQLException {
        return ledger.read(sql -> Quarantine.list(sql, after, limit));
    }

    /** @return the newest entry */
    private static Quarantine.Entry added(Ledger ledger) throws SQLException {
        return ledger.<Quarantine.Entry>write(sql -> {
            Quarantine.add(sql, "tenant", "call", "rule", "1 / 0 == 0", "division by zero", "{}", Instant.EPOCH);
            List<Quarantine.Entry> all = Quarantine.reasons(sql);
            return all.get(all.size() - 1);
        });
    }
}
