package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.endtoend.LogLines;
import io.callwatch.graph.Failure;
import io.callwatch.graph.GraphBudgets;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.RequestBudget;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerPlace;
import io.callwatch.sandbox.TurnedClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a page is asked for. */
class PageRetryTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);
    /** By which every wait is over. */
    private static final InstantSource LATER = InstantSource.fixed(NOON.plus(Duration.ofDays(1)));

    private final RequestBudget budget = new RequestBudget(100, Duration.ofSeconds(1), GraphBudgets.MARGIN, CLOCK);
    private final GraphBudgets budgets = new GraphBudgets(budget, budget);
    private final PageRetry retry = retry(CLOCK, false);

    @Test
    void whereAWindowHadAllAttemptsInVainTheNextHaveLessUntilAPageComes(@TempDir Path folder) throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open(); DefaultCamelContext context = new DefaultCamelContext()) {
            Pass pass = pass(ledger);
            assertThat(attempts(retry, pass, context)).isEqualTo(8);
            assertThat(attempts(retry, pass, context)).isEqualTo(3);
            pass.judged(1, 0, 0);
            assertThat(attempts(retry, pass, context)).isEqualTo(8);
        }
    }

    /** What it leaves is read by the next pass; what a person asked for is not. */
    @Test
    void aSweepThatIsMadeOnceGivesUpSooner(@TempDir Path folder) throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open(); DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(attempts(retry(CLOCK, true), pass(ledger, "recent"), context)).isEqualTo(6);
            assertThat(attempts(retry(CLOCK, true), pass(ledger), context)).isEqualTo(8);
            assertThat(attempts(retry, pass(ledger, "recent"), context)).isEqualTo(8);
        }
    }

    /** For an hour at most; and there is no asking again without a wait. */
    @ParameterizedTest
    @CsvSource({"THROTTLED, 5, 5000, 5250", "SERVER, 5, 5000, 5250", "THROTTLED, 0, 500, 1000", "THROTTLED, 86400, 3600000, 3600000"})
    void whatTheServiceAsksToWaitHoldsEveryReader(Failure failure, int asked, long least, long most, @TempDir Path folder) throws Exception {
        try (Ledger ledger = LedgerPlace.in(folder).open(); DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = exchange(reading(pass(ledger)), context,
                    new GraphException(failure, "the service answered 429", Duration.ofSeconds(asked)));
            retry.process(exchange);
            assertThat(exchange.getProperty("again", Boolean.class)).isEqualTo(asked < 900);
            assertThat(budget.tryTake()).isEmpty();
            assertThat(budget.untilFree()).isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
        }
    }

    @Test
    void aWaitThatTheServiceDidNotAskForIsNotLaidAtItsDoor(@TempDir Path folder) throws Exception {
        TurnedClock clock = new TurnedClock(NOON);
        PageRetry turning = retry(clock, false);
        try (Ledger ledger = LedgerPlace.in(folder).open(); DefaultCamelContext context = new DefaultCamelContext();
                LogLines log = new LogLines("app.PageRetry")) {
            Reading reading = reading(pass(ledger));
            for (int attempt = 0; attempt < 8; attempt++) {
                turning.process(exchange(reading, context, new GraphException(Failure.THROTTLED, "the service answered 429")));
                clock.advance(Duration.ofMinutes(2));
            }
            assertThat(log.all()).isNotEmpty().allMatch(
                    line -> line.startsWith("the service takes no more just now: nothing is read for "));
        }
    }

    private PageRetry retry(InstantSource clock, boolean once) {
        return new PageRetry(budgets, new Pause(LATER), new Run(clock, clock, once), new Random(1), reading -> { }, new FailureCounts());
    }

    private Pass pass(Ledger ledger, String... sweeps) {
        return new Plans(ledger, 1, new ListRequest(URI.create("http://127.0.0.1/v1.0"), null), budgets, 1, new Pause(CLOCK), CLOCK)
                .pass(List.of(sweeps), NOON, Spans.of(Window.before(NOON, Duration.ofDays(20))));
    }

    private static Reading reading(Pass pass) {
        Reading reading = pass.getReadings().get(0);
        assertThat(reading.takeWindow()).isTrue();
        return reading;
    }

    private static Exchange exchange(Reading reading, DefaultCamelContext context, GraphException failure) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setProperty("reading", reading);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        return exchange;
    }

    /** Of one window, until it is given up. */
    private static int attempts(PageRetry retry, Pass pass, DefaultCamelContext context) throws Exception {
        Reading reading = reading(pass);
        Exchange exchange = exchange(reading, context, new GraphException(Failure.SERVER, "the service answered 503"));
        int attempts = 0;
        do {
            attempts++;
            retry.process(exchange);
        } while (exchange.getProperty("again", Boolean.class));
        reading.fail();
        pass.unread(reading.window());
        return attempts;
    }
}
