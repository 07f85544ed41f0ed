package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Alert;
import io.callwatch.rule.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertsTest extends WithLedger {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Alert UNDECIDED = new Alert(1, Outcome.UNDECIDED, "duration", Alert.Told.NOTHING, null, null);

    private final Alerts alerts = new Alerts(1);

    @Test
    void whatIsSaidOfANewerVersionTakesThePlaceOfWhatWasSaidUnderThatRule() {
        Alert told = new Alert(2, Outcome.MATCH, null, Alert.Told.MATCHED, "facts", "event");
        ledger.change(sql -> {
            for (String rule : List.of("rule", "other")) {
                alerts.put(sql, "call", rule, UNDECIDED, NOON, NOON);
            }
            alerts.put(sql, "call", "rule", told, NOON.plus(Duration.ofDays(1)), NOON);
            assertThat(alerts.find(sql, List.of("call"))).isEqualTo(Map.of("call", Map.of("rule", told, "other", UNDECIDED)));
            Pruning.prune(sql, NOON.plus(Duration.ofDays(32)), Duration.ofDays(90));
            assertThat(alerts.find(sql, List.of("call"))).as("it began a day later").isEqualTo(Map.of("call", Map.of("rule", told)));
        });
    }

    @Test
    void whatNoLongerMattersUnderOneRuleStaysUnderAnotherAndOfAnotherCall() {
        ledger.change(sql -> {
            for (String rule : List.of("rule", "other")) {
                alerts.put(sql, "call", rule, UNDECIDED, NOON, NOON);
            }
            alerts.put(sql, "another", "rule", UNDECIDED, NOON, NOON);
            alerts.put(sql, "call", "rule", new Alert(2, Outcome.NO_MATCH, null, Alert.Told.NOTHING, null, null), NOON, NOON);
            assertThat(alerts.find(sql, List.of("call", "another")))
                    .isEqualTo(Map.of("call", Map.of("other", UNDECIDED), "another", Map.of("rule", UNDECIDED)));
        });
    }
}
