package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.callwatch.sandbox.CallJson;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Why calls are a burst is said as it is of one call: by the values that decided. */
class BurstReasonsTest extends AtAWorkplace {
    @Test
    void theGroupTheCountAndHowCloseTheCallsAre() throws Exception {
        Instant start = Instant.now().minusSeconds(3_600);
        CallJson[] calls = IntStream.of(0, 10, 100, 110).mapToObj(second -> CallJson.call().phone("+4930123456")
                .start(start.plusSeconds(second)).lasting(Duration.ofSeconds(2))).toArray(CallJson[]::new);
        at.tenant.publish(calls);
        at.withoutRules().rule("burst", "call.duration < duration('5s')", "ops-mail").set("callwatch.rules.burst.per", "call.organizer.phone")
                .set("callwatch.rules.burst.count", "3").set("callwatch.rules.burst.within", "10m");
        String values = "call.organizer.phone = +4930123456; count = 4 (at least 3); within = 100s (at most 600s)";
        String[] backtest = {"backtest", "--from", start.minusSeconds(60).toString(), "--to", start.plusSeconds(600).toString()};
        assertThat(at.output(backtest)).contains(values.replace(";", ","));
        assertThat(at.output("backtest", "--json", "--from", backtest[2], "--to", backtest[4]))
                .contains("{\"part\":\"count\",\"value\":\"4 (at least 3)\"}", "{\"part\":\"within\",\"value\":\"100s (at most 600s)\"}");
        assertThat(at.run("run", "--once")).isZero();
        assertThat(GreenMailUtil.getBody(at.mails().get(0)).replace("\r", "")).contains("\nWhy:       " + values);
        at.tenant.publish(calls[1].later().lasting(Duration.ofSeconds(9)), calls[2].later().lasting(Duration.ofSeconds(9)));
        assertThat(at.run("run", "--once")).isZero();
        assertThat(GreenMailUtil.getBody(at.mails().get(1))).contains("Withdrawn: ").doesNotContain("count =", "Now: ");
    }
}
