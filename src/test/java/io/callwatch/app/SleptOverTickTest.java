package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.endtoend.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;
import org.quartz.listeners.SchedulerListenerSupport;

/** Quartz that began to wait while the machine's clock was set back hears of nothing that it is not told. */
class SleptOverTickTest {
    private static final TriggerKey SWEEP = TriggerKey.triggerKey("all", "callwatch");

    @Test
    void aClockThatIsSetBackAndAtOnceRightAgainPutsNoTickOff() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("quartz:callwatch/all?cron=0+0+0+1+1+?+2099").to("direct:none");
                }
            });
            context.start();
            Scheduler quartz = context.getComponent("quartz", QuartzComponent.class).getScheduler();
            List<TriggerKey> woken = new CopyOnWriteArrayList<>();
            quartz.getListenerManager().addSchedulerListener(new SchedulerListenerSupport() {
                @Override
                public void triggerResumed(TriggerKey trigger) {
                    woken.add(trigger);
                }
            });
            Instant tick = quartz.getTrigger(SWEEP).getNextFireTime().toInstant();
            new Schedules(() -> tick.minusSeconds(5)).setBack(context);
            assertThat(woken).as("it is still to come").isEmpty();
            new Schedules(() -> tick.plusSeconds(5)).setBack(context);
            assertThat(woken).as("it is over").containsExactly(SWEEP);
        }
    }

    /**
     * Quartz leaves out the day before which Greenland's clock is put forward, from 23:00 to midnight, and in the first of two hours of
     * autumn takes the second one's for over: that machine's clock is right.
     */
    @ParameterizedTest
    @CsvSource({"America/Nuuk, 0+0/5+*+*+*+?, true, PT-3M", "Europe/Berlin, 0+30+2+*+*+?, false, PT-28M"})
    void whatQuartzLeavesOutWhereAZonesClockIsChangedIsNoClockThatWasSetBack(String zone, String cron, boolean forward, Duration start)
            throws Exception {
        try (CamelContext context = new DefaultCamelContext(); LogLines log = new LogLines("app.Schedules")) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("quartz:callwatch/all?trigger.timeZone=" + zone + "&cron=" + cron).to("direct:none");
                }
            });
            context.start();
            Scheduler quartz = context.getComponent("quartz", QuartzComponent.class).getScheduler();
            Instant change = change(ZoneId.of(zone), forward);
            quartz.rescheduleJob(SWEEP, quartz.getTrigger(SWEEP).getTriggerBuilder().startAt(Date.from(change.plus(start))).build());
            assertThat(quartz.getTrigger(SWEEP).getNextFireTime()).isAfter(Date.from(change.plus(Duration.ofHours(23))));
            new Schedules(() -> change.plusSeconds(90)).setBack(context);
            assertThat(quartz.getTrigger(SWEEP).getNextFireTime()).isBefore(Date.from(change.plus(Duration.ofHours(2))));
            assertThat(log.all()).isEmpty();
        }
    }

    private static Instant change(ZoneId zone, boolean forward) {
        Instant soon = Instant.now().plus(Duration.ofDays(2));
        return Stream.iterate(zone.getRules().nextTransition(soon), last -> zone.getRules().nextTransition(last.getInstant()))
                .filter(next -> next.isGap() == forward).findFirst().orElseThrow().getInstant();
    }

    /** Of a schedule that names a year: a first reading of thirty days, say, which takes hours. */
    @Test
    void aScheduleWhosePassUnderWayIsItsLastKeepsNobodyFromLooking() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (CamelContext context = new DefaultCamelContext()) {
            context.getComponent("quartz");
            context.start(); // before the time is chosen: on a busy machine that is over by then
            ZonedDateTime soon = ZonedDateTime.now().plusSeconds(3);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("quartz:callwatch/all?stateful=true&cron=" + soon.format(DateTimeFormatter.ofPattern("s+m+H+d+M+'?'+yyyy")))
                            .process(pass -> {
                                begun.countDown();
                                over.await();
                            });
                }
            });
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            try {
                new Schedules(InstantSource.system()).setBack(context);
            } finally {
                over.countDown();
            }
        }
    }
}
