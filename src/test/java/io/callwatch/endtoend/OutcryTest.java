package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.app.Outcry;
import io.callwatch.ledger.LedgerPlace;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.TurnedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What fails again and again in a route that a clock starts. */
class OutcryTest extends AtAWorkplace {
    private final TurnedClock clock = new TurnedClock(NOON);
    private final Outcry outcry = new Outcry(clock);

    @Test
    void ofALookEachSecondIsALineEachMinuteAndOfASweepOneForEachTick() {
        try (LogLines log = new LogLines("app.Outcry")) {
            for (int second = 0; second < 120; second++) {
                clock.set(NOON.plusSeconds(second));
                outcry.say(failed("await-deliveries-hook"));
                outcry.say(failed("await-deliveries-ops-mail"));
            }
            assertThat(log.all()).hasSize(4).contains("await-deliveries-hook failed: the disk is full",
                    "await-deliveries-ops-mail failed: the disk is full");
            outcry.say(failed("sweep-all"));
            outcry.say(failed("sweep-all"));
            assertThat(log.all()).hasSize(6);
        }
    }

    /** As Camel's of a route that somebody has stopped. */
    @Test
    void aFailureWithoutAMessageIsSaidByItsName() {
        Exchange stopped = failed("sweep-all");
        stopped.setProperty(Exchange.EXCEPTION_CAUGHT, new RejectedExecutionException());
        try (LogLines log = new LogLines("app.Outcry")) {
            outcry.say(stopped);
            assertThat(log.all()).containsExactly("sweep-all failed: RejectedExecutionException");
        }
    }

    /** Camel wraps what is no exception, with the exchange in its words. */
    @Test
    void anErrorIsSaidByItsNameAndWords() {
        Exchange full = failed("sweep-all");
        full.setProperty(Exchange.EXCEPTION_CAUGHT, CamelExecutionException.wrapCamelExecutionException(full,
                new OutOfMemoryError("Java heap space")));
        try (LogLines log = new LogLines("app.Outcry")) {
            outcry.say(full);
            assertThat(log.all()).containsExactly("sweep-all failed: OutOfMemoryError, Java heap space");
        }
    }

    @Test
    void soItIsWhereAWindowStaysUnreadForIt() throws Exception {
        Path ours = Path.of("routes", "judge-page.camel.yaml");
        Files.writeString(Files.createDirectories(folder.resolve("routes")).resolve(ours.getFileName()),
                Files.readString(ours).replace("ref: judge", "beanType: " + Full.class.getName()));
        at.onlyShortCalls("archive");
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        try (Watching watching = Watching.byHand(at, clock); LogLines log = new LogLines("app.Sweeps")) {
            assertThat(watching.application.sweepOnce().unread()).isNotEmpty();
            assertThat(log.all()).first().asString().endsWith("stays unread: OutOfMemoryError, Java heap space");
        }
    }

    /** Stands for the judge. */
    public static final class Full {
        public void judge(Exchange exchange) {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    @Test
    @Tag("file-ledger")
    void itIsALineWithoutAStackTrace() throws Exception {
        Instant now = Instant.now();
        at.tenant.clock(InstantSource.system());
        at.tenant.publish(CallJson.call().start(now.minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        at.receiver.always(Answer.status(500));
        at.onlyShortCalls("hook").sweep("all", "* * * * * ?", "3h");
        assertThat(at.runOnceAt(now)).isEqualTo(1);
        Path ledger = folder.resolve(LedgerPlace.FILE);
        Path away = folder.resolve("away.db");
        try (LogLines log = LogLines.ofWhomever(); Watching watching = Watching.scheduled(at)) {
            Files.move(ledger, away);
            for (String route : List.of("sweep-all", "await-deliveries-hook")) {
                await().atMost(Duration.ofSeconds(60)).until(() -> log.all().stream()
                        .anyMatch(line -> line.startsWith(route + " failed: the ledger ")));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> HealthCheckHelper.invokeReadiness(watching.application.context()).stream()
                    .anyMatch(check -> check.getState() == HealthCheck.State.DOWN && check.getMessage().orElse("").contains("was moved")));
            Files.move(away, ledger);
            assertThat(log.withAStackTrace()).isEmpty();
            assertThat(log.all()).as("Camel's own word of it").noneMatch(line -> line.contains("Exhausted"));
        }
    }

    @Test
    void whateverAClockOrAQueueStartsHasItSaid() throws Exception {
        for (String route : List.of("sweep", "resume-reading", "carry-on", "await-deliveries", "watch-feed", "read-in-turn")) {
            assertThat(Files.readString(Path.of("routes", route + ".camel.yaml"))).contains("routeConfigurationId: failed-work\n");
        }
    }

    private static Exchange failed(String route) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId(route);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("the disk is full"));
        return exchange;
    }
}
