package io.callwatch.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to the sweeps' ticks after the machine's clock was set back, as after a start with a wrong one. Quartz keeps the time of each next
 * tick and would wait until the clock shows it once more. Where the clock is then set right, Quartz would sleep past that time too, for
 * as long as the clock had been set back. It also leaves out ticks of its own accord: the whole day to come where a zone's clock is put
 * forward at 23:00, and those of the second of two hours where it looks for them in the first. Threads may share it.
 */
public final class Schedules {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
    /** As the route of a sweep names it. */
    private static final String SWEEPS = "callwatch";

    private final InstantSource clock;

    Schedules(InstantSource clock) {
        this.clock = clock;
    }

    /** Whoever looks on sees nothing else until then. */
    static void sayFirstTick(CamelContext context) throws SchedulerException {
        waiting(scheduler(context)).stream().min(Comparator.comparing(Trigger::getNextFireTime)).ifPresent(first -> LOG.info(
                "started: the first tick is that of sweep {}, at {}", first.getKey().getName(), first.getNextFireTime().toInstant()));
    }

    /** Gives each sweep the next tick of its schedule where Quartz waits for a later one, and wakes it where it sleeps over one. */
    public void setBack(CamelContext context) throws SchedulerException {
        Scheduler quartz = scheduler(context);
        for (Trigger waiting : waiting(quartz)) {
            TriggerKey sweep = waiting.getKey();
            Date now = Date.from(clock.instant().plusSeconds(1)); // Quartz may be a little early with a tick
            Trigger anew = waiting.getTriggerBuilder().startAt(now).build();
            Date next = anew.getFireTimeAfter(now);
            if (next != null && next.before(waiting.getNextFireTime())) {
                if (reckonedOf(waiting).after(now)) {
                    LOG.warn("this machine's clock was set back: sweep {} waited for {}, and goes by its schedule again", sweep.getName(),
                            waiting.getNextFireTime().toInstant());
                }
                quartz.rescheduleJob(sweep, anew);
            } else if (waiting.getNextFireTime().before(now)) {
                quartz.resumeTrigger(sweep); // it is not paused; but Quartz looks at the clock again
            }
        }
    }

    private static Scheduler scheduler(CamelContext context) {
        return context.getComponent("quartz", QuartzComponent.class).getScheduler();
    }

    /** Not those whose schedule is at its end, or is with the pass that is under way. */
    private static List<Trigger> waiting(Scheduler quartz) throws SchedulerException {
        List<Trigger> waiting = new ArrayList<>();
        for (TriggerKey sweep : quartz.getTriggerKeys(GroupMatcher.triggerGroupEquals(SWEEPS))) {
            Optional.ofNullable(quartz.getTrigger(sweep)).filter(trigger -> trigger.getNextFireTime() != null).ifPresent(waiting::add);
        }
        return waiting;
    }

    /** The time after which Quartz has looked for the next tick: its last tick, or its start. */
    private static Date reckonedOf(Trigger waiting) {
        return waiting.getPreviousFireTime() != null ? waiting.getPreviousFireTime() : waiting.getStartTime();
    }
}
