package io.callwatch.app;

import io.callwatch.config.Durations;
import io.callwatch.graph.Failure;
import io.callwatch.graph.GraphBudgets;
import io.callwatch.graph.GraphException;
import io.callwatch.text.Causes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides after each failure whether the same page is asked for again, and when.
 *
 * <p>Waits as long as {@code Retry-After} says, else twice as long each time with jitter, from a second to a minute. Gives
 * up after eight attempts, for a sweep that is made once after six, after three where another window has had them all and
 * nothing came since, or when the service asks for more patience than this run has: then the window stays unread for the next
 * pass. It waits itself, since Camel's redelivery would not hear that the process is told to stop. Leaves the decision in the
 * property {@code again}, for the redelivery policy of the routes.
 */
public final class PageRetry implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(PageRetry.class);
    private static final Duration WORTH_A_LINE = Duration.ofSeconds(10);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int ATTEMPTS = 8;
    /** Half a minute: somebody looks on, and the next pass reads what this one leaves, as none does of what a person asked for. */
    private static final int ATTEMPTS_OF_ONE_SWEEP = 6;
    /** One failure of a page, or two, come by chance; what fails so often where others have failed does not. */
    private static final int NO_CHANCE = 3;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** Whatever the service asks for, after so long somebody asks again. */
    private static final Duration LONGEST_HOLD = Duration.ofHours(1);

    private final GraphBudgets budgets;
    private final Pause pause;
    private final Run run;
    private final RandomGenerator random;
    private final Consumer<Reading> beforeWaiting;
    private final FailureCounts counts;
    /** Of the line that says it long before the first window has had all its attempts, and once for all readers. */
    private final Seldom line = new Seldom(Duration.ofMinutes(15));

    /**
     * @param beforeWaiting what is to be done with the pages that have come
     * @param counts of all failures, whether tried again or not
     */
    PageRetry(GraphBudgets budgets, Pause pause, Run run, RandomGenerator random, Consumer<Reading> beforeWaiting,
            FailureCounts counts) {
        this.budgets = budgets;
        this.pause = pause;
        this.run = run;
        this.random = random;
        this.beforeWaiting = beforeWaiting;
        this.counts = counts;
    }

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        Reading reading = exchange.getProperty("reading", Reading.class);
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Optional<GraphException> failure = GraphFailures.of(thrown, now());
        Causes.first(thrown, HttpOperationFailedException.class).filter(answer -> answer.getStatusCode() == TOO_MANY_REQUESTS)
                .ifPresent(answer -> reading.pass().throttled());
        failure.filter(any -> !reading.pass().isStopping()).ifPresent(any -> counts.add(any.failure()));
        reading.answered();
        Optional<Duration> wait = judged(reading) ? failure.flatMap(f -> waitFor(f, reading)) : Optional.empty();
        exchange.setProperty("again", wait.isPresent() && pause.until(now().plus(wait.get())));
    }

    private boolean judged(Reading reading) {
        try {
            beforeWaiting.accept(reading);
            return true;
        } catch (RuntimeException e) { // the ledger fails, say: what came goes with its window
            LOG.debug("what came of window {} could not be judged: {}", reading.window(), Causes.of(e));
            return false;
        }
    }

    private Optional<Duration> waitFor(GraphException failure, Reading reading) {
        if (reading.pass().isStopping()) {
            return Optional.empty();
        }
        if (failure.failure() == Failure.AUTH && reading.mayRenewToken()) {
            return Optional.of(Duration.ZERO);
        }
        if (!failure.failure().isPassing()) {
            return Optional.empty();
        }
        int attempt = reading.nextAttempt();
        Optional<Duration> asks = failure.retryAfter().filter(asked -> !asked.isZero());
        Duration wait = asks.map(asked -> asked.plusMillis(random.nextInt(250)))
                .orElse(backOff(attempt));
        if (failure.failure() == Failure.THROTTLED || failure.retryAfter().isPresent()) {
            hold(wait.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : wait, asks.isPresent());
        } else if (attempt == NO_CHANCE && line.isDue(now())) {
            LOG.warn("a page cannot be had yet: {}; it is asked for again", failure.words());
        }
        boolean tooLong = failure.retryAfter().filter(asked -> asked.compareTo(run.patience()) > 0).isPresent();
        return tooLong || attempt >= attempts(reading.pass()) ? Optional.empty() : Optional.of(wait);
    }

    private Instant now() {
        return run.realClock().instant();
    }

    private int attempts(Pass pass) {
        return pass.isFailing() ? NO_CHANCE : run.once() && !pass.sweeps().isEmpty() ? ATTEMPTS_OF_ONE_SWEEP : ATTEMPTS;
    }

    /** Everybody; the first of several readers that meet it says so. */
    private synchronized void hold(Duration wait, boolean isAsked) {
        Instant now = now();
        if (wait.compareTo(WORTH_A_LINE) > 0 && !budgets.firstPages().heldUntil().isAfter(now)) {
            LOG.info("the service {}: nothing is read for {}", isAsked ? "asks to wait" : "takes no more just now", Durations.words(wait));
        }
        budgets.backOffUntil(now.plus(wait));
    }

    private Duration backOff(int attempt) {
        long doubled = FIRST.toMillis() << Math.min(attempt - 1, 10);
        long bounded = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis(bounded / 2 + random.nextLong(bounded / 2 + 1));
    }
}
