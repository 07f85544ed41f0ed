package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
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

    /** Of a schedule that names a year: a first reading of thirty days, say, which takes hours. */
    @Test
    void aScheduleWhosePassUnderWayIsItsLastKeepsNobodyFromLooking() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        ZonedDateTime soon = ZonedDateTime.now().plusSeconds(3);
        try (CamelContext context = new DefaultCamelContext()) {
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
            context.start();
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            try {
                new Schedules(InstantSource.system()).setBack(context);
            } finally {
                over.countDown();
            }
        }
    }
}
