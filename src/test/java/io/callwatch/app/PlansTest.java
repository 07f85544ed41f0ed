package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.graph.GraphBudgets;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.SimulatedService;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import io.callwatch.graph.WindowPlanner;
import io.callwatch.ledger.Coverage;
import io.callwatch.ledger.Notes;
import io.callwatch.ledger.WithLedger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In which order a pass reads, from what the ledger has kept. */
class PlansTest extends WithLedger {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);

    @Test
    void aGapInTheMiddleIsReadBeforeWhatWasReadAndAllIsRead() {
        Window day = Window.before(NOON, Duration.ofDays(1));
        Window gap = Window.before(NOON.minus(Duration.ofHours(10)), Duration.ofHours(2));
        Instant yesterday = NOON.minus(Duration.ofMinutes(5));
        ledger.change(sql -> {
            for (Window read : Spans.of(day).minus(gap).windows()) {
                new Coverage(1).read(sql, read, yesterday);
            }
        });
        List<Window> read = readAll(plans().planner(Spans.of(day)));
        assertThat(read.get(0).to()).as("the five minutes since").isEqualTo(NOON);
        assertThat(Spans.of(read.subList(0, 2)).contains(gap)).as("the gap is next").isTrue();
        assertThat(Spans.of(read)).isEqualTo(Spans.of(day));
    }

    @Test
    void whatWasLearnedOutlivesTheProcess() {
        Instant last = NOON.minus(Duration.ofMinutes(5));
        ledger.change(sql -> new Coverage(1).read(sql, Window.before(last, Duration.ofHours(3)), last));
        Plans before = plans();
        WindowPlanner planner = before.planner(Spans.of(Window.before(NOON, Duration.ofHours(1))));
        for (int i = 0; i < 100; i++) {
            planner.news(NOON.minus(Duration.ofMinutes(4)));
        }
        ledger.change(before::keep);
        ledger.change(plans()::keep);
        String kept = note("first-sight.1");
        assertThat(kept.split(" ")).hasSizeGreaterThan(100);
        assertThat(Double.parseDouble(kept.split(" ")[0])).as("news in the first five minutes").isGreaterThan(90);
    }

    @Test
    void whatCouldNotBeReadIsKnownToTheNextProcessAsLongAsTheServiceKeepsIt() {
        Plans before = plans();
        Window failed = Window.before(NOON, Duration.ofHours(1));
        before.unreadable().failed(failed);
        before.unreadable().failed(Window.before(NOON.minus(Duration.ofDays(30)), Duration.ofHours(1)));
        ledger.change(before::keep);
        assertThat(plans().unreadable().toText()).isEqualTo(failed.from() + " " + failed.to());
    }

    @Test
    void aNoteThatCannotBeReadIsLearnedAnew() {
        ledger.change(sql -> {
            Notes.put(sql, "first-sight.1", "what is this?");
            Notes.put(sql, "density.1", "density 99");
        });
        ledger.change(plans()::keep);
        assertThat(note("first-sight.1")).startsWith("1.0 1.0 12.0");
        assertThat(note("density.1")).startsWith("density 1\n");
    }

    @Test
    void whatWasUsedOfBothBudgetsIsUsedStill() {
        GraphBudgets before = SimulatedService.Limits.DOCUMENTED.budgets(CLOCK);
        for (int i = 0; i < 15; i++) {
            before.firstPages().tryTake();
        }
        before.nextPages().tryTake();
        ledger.change(plans(before)::keep);
        GraphBudgets after = SimulatedService.Limits.DOCUMENTED.budgets(CLOCK);
        plans(after);
        assertThat(after.firstPages().free()).isZero();
        assertThat(after.nextPages().free()).isEqualTo(54);
    }

    private Plans plans() {
        return plans(SimulatedService.Limits.DOCUMENTED.budgets(CLOCK));
    }

    private Plans plans(GraphBudgets budgets) {
        return new Plans(ledger, 1, new ListRequest(URI.create("http://127.0.0.1/v1.0"), null), budgets, 1, new Pause(CLOCK), CLOCK);
    }

    private String note(String name) {
        return ledger.read(sql -> Notes.get(sql, name)).orElseThrow();
    }

    /** Of a tenant without calls. */
    private static List<Window> readAll(WindowPlanner planner) {
        List<Window> read = new ArrayList<>();
        for (Optional<Window> next = planner.next(); next.isPresent(); next = planner.next()) {
            planner.afterPage(next.get(), 1, List.of(), false);
            planner.done(next.get());
            read.add(next.get());
        }
        return read;
    }
}
