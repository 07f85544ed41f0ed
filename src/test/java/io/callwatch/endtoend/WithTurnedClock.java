package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import io.callwatch.sandbox.TurnedClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;

/** Hours and days pass as the test says, for the tenant as for the runs; one rule, and no sweep but those of the test. */
abstract class WithTurnedClock extends AtAWorkplace {
    final TurnedClock clock = new TurnedClock(NOON);

    @BeforeEach
    void turnClock() {
        at.onlyShortCalls("archive").withoutSweeps();
        at.tenant.clock(clock);
    }

    int runAt(Instant now) throws IOException {
        clock.set(now);
        return at.runOnceAt(now);
    }

    /** Nothing can be read then, and everything afterwards. */
    void failedPassAt(Instant now) throws IOException {
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.status(400));
        assertThat(runAt(now)).isEqualTo(1);
        at.tenant.faults().clear();
    }

    String statusAt(Instant now) throws IOException {
        return at.output("status", "--at", now.toString());
    }

    void shortCall(Instant start) {
        at.tenant.publish(CallJson.call().start(start).lasting(Duration.ofSeconds(2)));
    }
}
