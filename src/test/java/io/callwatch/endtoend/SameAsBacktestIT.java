package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.CallJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the packaged jar tells as it watches, and what it says that it would have told. */
class SameAsBacktestIT extends InAnEmptyFolder {
    @Test
    void aScheduledRunGivesTheSameAlertsAsABacktest() throws Exception {
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive")
                .rule("burst", "call.organizer.kind == 'phone' && call.duration < duration('10s')", "archive")
                .set("callwatch.rules.burst.per", "call.organizer.phone").set("callwatch.rules.burst.count", "5")
                .set("callwatch.rules.burst.within", "10m").sweep("all", "* * * * * ?", "3h").set("callwatch.graph.page-size", "7");
        Instant start = Instant.now().minus(Duration.ofHours(2));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            for (int i = 0; i < 60; i++) { // in an order of their own, a few at a time, while a sweep reads or before the next
                int turn = i * 37 % 60;
                int asked = at.tenant.requests().size();
                at.tenant.publish(CallJson.call().start(start.plusSeconds(turn * 100L)).lasting(Duration.ofSeconds(turn % 12))
                        .phone("+49301234" + (10 + turn % 3)));
                jar.await(() -> turn % 6 != 0 || at.tenant.requests().size() > asked);
            }
            long sweeps = jar.err().lines().count(); // the next one may have begun too soon
            jar.await(() -> jar.err().lines().count() >= sweeps + 2 && jar.err().endsWith("0 matches\n"));
            jar.terminate();
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        try (Jar backtest = Jar.start(empty, List.of(), "--config", at.config().toString(), "backtest", "--json", "--from",
                start.minusSeconds(60).toString(), "--to", Instant.now().toString())) {
            assertThat(backtest.exitCode()).as(backtest.err()).isZero();
            assertThat(alerts(at.archive(), "/data/rule", "/data/call/id", "/data/group"))
                    .isEqualTo(alerts(each(backtest.out(), "/alerts"), "/rule", "/calls/0", "/group")).hasSizeGreaterThan(20);
        }
    }

    private static List<String> each(String json, String list) throws Exception {
        List<String> elements = new ArrayList<>();
        new ObjectMapper().readTree(json).at(list).forEach(element -> elements.add(element.toString()));
        return elements;
    }

    /** Rule and group where there is one, else rule and call. */
    private static Set<String> alerts(List<String> lines, String rule, String call, String group) throws Exception {
        Set<String> alerts = new TreeSet<>();
        for (String line : lines) {
            JsonNode alert = new ObjectMapper().readTree(line);
            String number = alert.at(group).asText("");
            alerts.add(alert.at(rule).asText() + " " + (number.isEmpty() || number.equals("null") ? alert.at(call).asText() : number));
        }
        return alerts;
    }
}
