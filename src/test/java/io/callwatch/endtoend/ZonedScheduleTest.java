package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;

/** A schedule goes by the zone of the configuration, whatever the machine's. */
class ZonedScheduleTest extends AtAWorkplace {
    @ParameterizedTest
    @ValueSource(strings = {"Asia/Kolkata", "+05:30", "UTC+05:30"})
    void aSweepTicksByTheClockOfItsZone(String zone) throws Exception {
        at.set("callwatch.time-zone", zone).sweep("nightly", "0 30 2 * * ?", "3h");
        assertThat(nextTick()).isEqualTo(LocalTime.of(21, 0));
    }

    /** As in a crontab, from which it may have been copied. */
    @Test
    void theFieldsOfAScheduleMayBeTabsApart() throws Exception {
        at.sweep("nightly", "0\t30\t2 * * ?", "3h");
        assertThat(nextTick()).isEqualTo(LocalTime.of(2, 30));
    }

    @Test
    void aStartSaysWhenTheFirstTickComes() throws Exception {
        at.set("callwatch.time-zone", "Asia/Kolkata").withoutSweeps()
                .sweep("later", "0 30 5 1 1 ? 2099", "3h").sweep("sooner", "0 30 7 1 1 ? 2098", "3h");
        try (LogLines log = new LogLines("app.Schedules"); Watching watching = Watching.scheduled(at)) {
            assertThat(log.all()).containsExactly("started: the first tick is that of sweep sooner, at 2098-01-01T02:00:00Z");
        }
    }

    private LocalTime nextTick() throws Exception {
        try (Watching watching = Watching.scheduled(at)) {
            Scheduler quartz = watching.application.context().getComponent("quartz", QuartzComponent.class).getScheduler();
            return quartz.getTrigger(TriggerKey.triggerKey("nightly", "callwatch")).getNextFireTime().toInstant()
                    .atOffset(ZoneOffset.UTC).toLocalTime();
        }
    }
}
