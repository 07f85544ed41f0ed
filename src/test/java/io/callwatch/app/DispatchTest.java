package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.destination.Notice;
import io.callwatch.ledger.Batch;
import io.callwatch.ledger.Outbox;
import io.callwatch.ledger.Queue;
import io.callwatch.ledger.Sql;
import io.callwatch.ledger.WithLedger;
import io.callwatch.rule.Severity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DispatchTest extends WithLedger {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** A match that has reached one of its recipients is told already when it is sent to the other. */
    @Test
    void neitherWhatOpensOneNorADigestAnswersAMessage() {
        ledger.change(sql -> {
            for (EventType type : List.of(EventType.CALL_MATCHED, EventType.CALL_CORRECTED)) {
                Outbox.add(sql, new Event(type.word(), type, NOON, "tenant", "rule", Severity.WARNING, "", List.of(), null, List.of(),
                        "call.matched"), List.of("mail"), NOON);
            }
            Outbox.recipients(sql, Outbox.find(sql, "call.matched", "mail").orElseThrow(), Set.of("a@example.com"), Set.of());
            assertThat(opener(sql, "call.matched", Notice.Why.ONE)).isNull();
            assertThat(opener(sql, "call.corrected", Notice.Why.GROUPED)).isNull();
            assertThat(opener(sql, "call.corrected", Notice.Why.ONE)).isEqualTo("call.matched");
        });
    }

    /** As where a destination was added to a rule's after the first match, or has the correction as a fallback alone. */
    @Test
    void whoWasNotToldOfTheFirstMatchAnswersTheMessageThatTold() {
        ledger.change(sql -> {
            Outbox.add(sql, event("first", EventType.CALL_MATCHED), List.of("other"), NOON);
            for (String id : List.of("again", "corrected", "withdrawn")) {
                Outbox.add(sql, event(id, EventType.CALL_MATCHED), List.of("mail"), NOON);
            }
            assertThat(opener(sql, "again", Notice.Why.ONE)).isNull();
            assertThat(opener(sql, "corrected", Notice.Why.ONE)).as("nothing was told there yet").isNull();
            Outbox.delivered(sql, Outbox.find(sql, "again", "mail").orElseThrow(), NOON);
            Outbox.delivered(sql, Outbox.find(sql, "corrected", "mail").orElseThrow(), NOON);
            assertThat(opener(sql, "again", Notice.Why.ONE)).isNull();
            assertThat(opener(sql, "corrected", Notice.Why.ONE)).isEqualTo("again");
            assertThat(opener(sql, "withdrawn", Notice.Why.ONE)).isEqualTo("again");
            Queue.join(sql, "mail", List.of(2L), new Batch("grouped", 2));
            assertThat(opener(sql, "withdrawn", Notice.Why.ONE)).isEqualTo(Notice.digestId(List.of("again")));
        });
    }

    private static Event event(String id, EventType type) {
        return new Event(id, type, NOON, "tenant", "rule", Severity.WARNING, "", List.of(), null, List.of(), "first");
    }

    private static String opener(Sql sql, String event, Notice.Why why) throws SQLException {
        return new Dispatch("mail", List.of(Outbox.find(sql, event, "mail").orElseThrow()), why).answering(sql).opener();
    }
}
