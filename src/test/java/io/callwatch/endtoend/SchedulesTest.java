package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.app.Schedules;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.DeliveryList;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.Asked;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;

/** Real ticks of Quartz, each second, and passes that take longer than that. */
class SchedulesTest extends AtAWorkplace {
    private static final Duration LONG = Duration.ofMillis(1_600);
    private static final int CALLS = 24;

    private final Instant began = Instant.now();

    @BeforeEach
    void aSweepEachSecond() {
        at.tenant.clock(InstantSource.system());
        at.onlyShortCalls("archive").withoutSweeps()
                .set("callwatch.graph.concurrency", "1").sweep("recent", "* * * * * ?", "1s");
    }

    @Test
    void aTickThatFindsItsLastPassRunningIsMadeUpForByTheNext() throws Exception {
        at.tenant.delay(LONG);
        try (Watching watching = Watching.scheduled(at)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> !at.tenant.requests(Kind.FIRST_PAGE).isEmpty());
            Instant soon = Instant.now().plusSeconds(3); // the first pass looks back a second, however long a start takes
            for (int i = 0; i < CALLS; i++) {
                Instant start = soon.plusMillis(400L * i);
                at.tenant.publish(CallJson.call().start(start).lasting(Duration.ofMillis(1)).publishedAt(start));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> at.archive().size() == CALLS);
        }
        List<Asked> asked = at.tenant.requests(Kind.FIRST_PAGE);
        for (int i = 1; i < asked.size(); i++) {
            assertThat(Duration.between(asked.get(i - 1).instant(), asked.get(i).instant())).as("one pass at a time")
                    .isGreaterThanOrEqualTo(LONG);
        }
        List<Window> windows = asked.stream().map(Watching::window).toList();
        assertThat(Spans.of(windows).windows()).as("nothing between two passes is skipped: " + windows).hasSize(1);
    }

    @Test
    void ticksThatFindTheirLastPassRunningAreMadeUpForByOne() throws Exception {
        Duration wait = Duration.ofSeconds(6);
        at.tenant.faults().nth(Kind.FIRST_PAGE, 2, Fault.slow(wait));
        try (Watching watching = Watching.scheduled(at)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> at.tenant.requests(Kind.FIRST_PAGE).size() > 4);
        }
        List<Instant> asked = at.tenant.requests(Kind.FIRST_PAGE).stream().map(Asked::instant).toList();
        Instant over = asked.get(1).plus(wait);
        assertThat(asked.stream().filter(at -> at.isAfter(over) && at.isBefore(over.plusMillis(900)))).as("%s", asked).hasSizeLessThan(4);
    }

    @Test
    void aLongPassOfOneSweepKeepsNoOtherFromItsTurn() throws Exception {
        at.sweep("nightly", "* * * * * ?", "30d").set("callwatch.graph.timeout", "60s");
        at.tenant.faults().always(asked -> asked.kind() == Kind.FIRST_PAGE && isNightly(asked), Fault.slow(Duration.ofSeconds(12)));
        try (Watching watching = Watching.scheduled(at)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> requests(true).size() == 1);
            int before = requests(false).size();
            await().atMost(Duration.ofSeconds(11)).until(() -> requests(false).size() >= before + 3);
            assertThat(requests(true)).as("its only reader waits for its first answer still").hasSize(1);
        }
    }

    @Test
    void aClockThatIsSetBackPutsNoTickOff() throws Exception {
        try (Watching watching = Watching.scheduled(at); LogLines log = new LogLines("app.Schedules")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> !requests(false).isEmpty());
            CamelContext context = watching.application.context();
            Schedules schedules = context.getRegistry().lookupByNameAndType("schedules", Schedules.class);
            schedules.setBack(context);
            assertThat(log.all()).as("it was not").isEmpty();
            Scheduler quartz = context.getComponent("quartz", QuartzComponent.class).getScheduler();
            TriggerKey recent = TriggerKey.triggerKey("recent", "callwatch");
            Instant ahead = Instant.now().plus(Duration.ofHours(6)); // what Quartz thinks of once the clock was there
            quartz.rescheduleJob(recent, quartz.getTrigger(recent).getTriggerBuilder().startAt(Date.from(ahead)).build());
            schedules.setBack(context);
            assertThat(log.all()).hasSize(1);
            assertThat(quartz.getTrigger(recent).getNextFireTime()).isBefore(Date.from(Instant.now().plusSeconds(60)));
            int before = requests(false).size();
            await().atMost(Duration.ofSeconds(60)).until(() -> requests(false).size() > before + 1);
        }
    }

    @Test
    void aClockThatIsSetBackPutsNoDeliveryOff() throws Exception {
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ofHours(6));
        at.destination("paced", Map.of("type", "webhook", "url", at.receiver.url(), "secret", Workplace.SECRET, "max-per-hour", "100"))
                .onlyShortCalls("hook,paced");
        at.receiver.always(request -> Answer.status(ahead.get().isZero() ? 200 : 500));
        at.sweep("recent", "* * * * * ?", "1h").tenant
                .publish(CallJson.call().start(began.plus(ahead.get())).lasting(Duration.ofMillis(1)));
        try (Watching watching = Watching.scheduled(at, () -> Instant.now().plus(ahead.get()))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> watching.ledger.read(sql ->
                    DeliveryList.part(sql, List.of(Delivery.State.PENDING), Optional.empty(), 10)).stream().filter(each -> each.attempts() > 0).count() == 2);
            ahead.set(Duration.ZERO);
            await().atMost(Duration.ofSeconds(60)).until(() -> at.receiver.accepted().size() == 2);
        }
    }

    @Test
    void aClockThatWasAheadAtTheFirstStartKeepsNoCallBack() throws Exception {
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ofDays(1));
        try (LogLines passes = new LogLines("app.Sweeps");
                Watching watching = Watching.scheduled(at, () -> Instant.now().plus(ahead.get()))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> !passes.all().isEmpty());
            ahead.set(Duration.ZERO);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                at.tenant.publish(CallJson.call().start(Instant.now()).lasting(Duration.ofMillis(1)));
                return !at.archive().isEmpty();
            });
        }
    }

    @Test
    void nothingThatATimerStartsGoesByTheTimeOfDay() throws Exception {
        try (Stream<Path> routes = Files.list(Path.of("routes"))) {
            assertThat(routes.map(SchedulesTest::text)).as("Camel's timer waits for a clock that was set back")
                    .noneMatch(route -> route.contains("uri: timer:") && !route.contains("repeatCount: 1"));
        }
    }

    private static String text(Path route) {
        try {
            return Files.readString(route);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aScheduleWithoutATimeToComeIsRefused() throws Exception {
        at.sweep("recent", "0 0 0 1 1 ? 2020", "3h");
        assertThat(at.run("check")).isEqualTo(2);
    }

    @Test
    void whatTheLastRunHasLeftUnreadIsReadAtTheStart() throws Exception {
        leaveThirtyDaysUnread();
        at.tenant.faults().clear();
        at.withoutSweeps();
        try (Watching watching = Watching.scheduled(nightly())) {
            await().atMost(Duration.ofSeconds(60)).until(() -> watching.application.overview().unread().isEmpty());
            await().atMost(Duration.ofSeconds(60)).until(() -> at.archive().size() == 1);
        }
    }

    @Test
    void whatWasLeftUnreadIsReadOnceTheServiceCanBeRead() throws Exception {
        leaveThirtyDaysUnread();
        int before = requests(true).size();
        try (Watching watching = Watching.scheduled(at)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> requests(true).size() > before);
            at.tenant.faults().clear();
            await().atMost(Duration.ofSeconds(60)).until(() -> at.archive().size() == 1);
        }
    }

    /** And one short call in it. */
    private void leaveThirtyDaysUnread() throws Exception {
        nightly().tenant.publish(CallJson.call().start(began.minus(Duration.ofDays(20))).lasting(Duration.ofMillis(1)));
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.status(400));
        assertThat(at.run("run", "--once")).isEqualTo(1);
    }

    private Workplace nightly() {
        return at.sweep("nightly", NEVER, "30d");
    }

    @Test
    void aStartGoesOnWithWhatTheLastRunHasLeftOfTheNextPages() throws Exception {
        at.tenant.budgets(10_000, Duration.ofSeconds(1), 2, Duration.ofHours(1), InstantSource.system());
        at.set("callwatch.graph.page-size", "10").set("callwatch.graph.next-page-limit", "2/1h").withoutSweeps();
        crowd(began.minus(Duration.ofHours(2)), Duration.ZERO);
        try (Watching watching = Watching.scheduled(at.sweep("before", "* * * * * ?", "3h"))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> at.archive().size() == CALLS);
        }
        assertThat(at.tenant.requests(Kind.NEXT_PAGE)).hasSize(2);
        crowd(began.minus(Duration.ofMinutes(10)), Duration.ofMillis(100));
        try (Watching watching = Watching.scheduled(at.withoutSweeps().sweep("after", "* * * * * ?", "1h"))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> at.archive().size() == 2 * CALLS);
        }
        assertThat(at.tenant.throttled()).isZero();
    }

    @Test
    void aWithdrawalIsNotDueBeforeItsMatchIsTaken() throws Exception {
        at.onlyShortCalls("archive,hook").withoutSweeps().sweep("all", "* * * * * ?", "3h").receiver.always(Answer.status(503));
        CallJson call = CallJson.call().start(began.minusSeconds(600)).lasting(Duration.ofSeconds(2));
        at.tenant.publish(call);
        try (Watching watching = Watching.scheduled(at)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> !at.receiver.received().isEmpty());
            at.tenant.publish(call.later().lasting(Duration.ofMinutes(5)));
            await().atMost(Duration.ofSeconds(60)).until(() -> at.archive().size() == 2);
            int tried = at.receiver.received().size();
            await().atMost(Duration.ofSeconds(60)).until(() -> at.receiver.received().size() > tried);
            assertThat(at.receiver.received()).extracting(tries -> tries.json().path("type").asText()).containsOnly("call.matched");
            at.receiver.always(Answer.status(204));
            await().atMost(Duration.ofSeconds(60)).until(() -> at.receiver.accepted().size() == 2);
        }
        assertThat(at.receiver.accepted()).extracting(taken -> taken.json().path("type").asText())
                .containsExactly("call.matched", "call.withdrawn");
    }

    private void crowd(Instant from, Duration apart) {
        for (int i = 0; i < CALLS; i++) {
            at.tenant.publish(CallJson.call().start(from.plus(apart.multipliedBy(i))).lasting(Duration.ofMillis(1)));
        }
    }

    private List<Asked> requests(boolean nightly) {
        return at.tenant.requests(Kind.FIRST_PAGE).stream().filter(asked -> isNightly(asked) == nightly).toList();
    }

    private boolean isNightly(Asked asked) {
        return Watching.window(asked).from().isBefore(began.minusSeconds(60));
    }
}
