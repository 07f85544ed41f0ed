package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import io.callwatch.rule.Severity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Deliveries as people ask for them. */
class DeliveryListTest extends WithLedger {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void theDeliveriesOfACallAreThoseOfItsOwnEventsAndOfItsBurstsInTheirOrder() {
        BurstCalls bursts = new BurstCalls(1);
        BurstCalls.Group group = new BurstCalls.Group("rule", "group");
        ledger.change(sql -> {
            add(sql, EventType.CALLS_MATCHED, "grown", "another");
            bursts.tell(sql, group, "grown", "another", List.of("another", "call"));
            add(sql, EventType.CALLS_MATCHED, "begun", "another");
            bursts.tell(sql, group, "begun", "call", List.of("call", "another"));
            add(sql, EventType.CALL_MATCHED, "own", "call");
            add(sql, EventType.CALLS_MATCHED, "taken back", "call", "another");
            add(sql, EventType.CALL_MATCHED, "of one that names it", "another");
            add(sql, EventType.CALLS_MATCHED, "of others", "a-call", "call-2");
            bursts.tell(sql, group, "of others", "a-call", List.of("a-call", "call-2"));
            assertThat(DeliveryList.ofCall(sql, "call")).extracting(delivery -> delivery.event().id() + " " + delivery.destination())
                    .containsExactly("grown hook", "grown mail", "begun hook", "begun mail", "own hook", "own mail",
                            "taken back hook", "taken back mail");
        });
    }

    @Test
    void whatIsListedInPartsIsListedOnceAndWholeAndWhatIsDeliveredIsNoStray() {
        ledger.change(sql -> {
            add(sql, EventType.CALL_MATCHED, "one", "call");
            add(sql, EventType.CALL_MATCHED, "two", "call");
            List<String> listed = new ArrayList<>();
            Optional<Delivery> last = Optional.empty();
            do {
                last = DeliveryList.part(sql, List.of(Delivery.State.PENDING), last, 1).stream().findFirst();
                last.ifPresent(delivery -> listed.add(delivery.event().id() + " " + delivery.destination()));
            } while (last.isPresent() && listed.size() < 5);
            assertThat(listed).containsExactly("one hook", "one mail", "two hook", "two mail");
            Outbox.delivered(sql, Outbox.find(sql, "one", "hook").orElseThrow(), NOON);
            assertThat(DeliveryList.strays(sql, List.of("archive"))).containsExactly(Map.entry("hook", 1L), Map.entry("mail", 2L));
            assertThat(DeliveryList.strays(sql, List.of("mail"))).containsExactly(Map.entry("hook", 1L));
        });
    }

    private static void add(Sql sql, EventType type, String id, String... calls) throws SQLException {
        String named = id.contains("names it") ? "call" : "nobody";
        List<CallRecord> records = Stream.of(calls).map(call -> new CallRecord(call, 1, null, List.of(), NOON, null, null, null, null,
                RawJson.of("{\"id\":\"" + call + "\",\"joinWebUrl\":\"" + named + "\"}"))).toList();
        Outbox.add(sql, new Event(id, type, NOON, "tenant", "rule", Severity.WARNING, "", records, "group", List.of(), id),
                List.of("mail", "hook"), NOON);
    }
}
