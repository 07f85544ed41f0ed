package io.callwatch.app;

import io.callwatch.graph.Density;
import io.callwatch.graph.FirstSight;
import io.callwatch.graph.GraphBudgets;
import io.callwatch.graph.Knowledge;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.PageSize;
import io.callwatch.graph.RequestBudget;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Unreadable;
import io.callwatch.graph.Window;
import io.callwatch.graph.WindowPlanner;
import io.callwatch.ledger.Coverage;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Notes;
import io.callwatch.ledger.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes each pass, with a planner that knows what earlier ones have learned of the tenant; that outlives the process in the ledger, as
 * does what it has used of the budgets. Threads may share it.
 */
final class Plans {
    private static final Logger LOG = LoggerFactory.getLogger(Plans.class);
    private static final int USUAL_PAGE = 60;
    private static final String DENSITY = "density.";
    private static final String FIRST_SIGHT = "first-sight.";
    private static final String UNREADABLE = "unreadable.";
    private static final String FIRST_PAGES = "first-pages.";
    private static final String NEXT_PAGES = "next-pages.";
    /** No process is back with a request of its own any sooner. */
    private static final Duration A_START = Duration.ofSeconds(1);
    /** More than the service allows; what an operator allows beyond that would be written with each window. */
    private static final int KEPT_REQUESTS = 300;

    private final Knowledge knowledge;
    private final ListRequest request;
    private final GraphBudgets budgets;
    private final PageSize pageSize;
    private final int readers;
    private final Pause pause;
    private final InstantSource clock;
    private final long tenant;

    /**
     * Goes on with what a process before this one has left of the budgets: its requests count for as long as its own would.
     *
     * @param clock the run's present; the budgets keep to the real one
     */
    Plans(Ledger ledger, long tenant, ListRequest request, GraphBudgets budgets, int readers, Pause pause, InstantSource clock) {
        this.tenant = tenant;
        this.knowledge = ledger.read(sql -> new Knowledge(
                learned(sql, DENSITY + tenant, Density::parse, Knowledge.none().density()),
                learned(sql, FIRST_SIGHT + tenant, FirstSight::parse, FirstSight.documented()),
                new Coverage(tenant).lastRead(sql),
                learned(sql, UNREADABLE + tenant, Unreadable::parse, new Unreadable())));
        this.request = request;
        this.budgets = budgets;
        this.pageSize = new PageSize(Objects.requireNonNullElse(request.pageSize(), USUAL_PAGE));
        this.readers = readers;
        this.pause = pause;
        this.clock = clock;
        ledger.read(sql -> {
            budgets.firstPages().resume(learned(sql, FIRST_PAGES + tenant, Plans::instants, List.of()));
            budgets.nextPages().resume(learned(sql, NEXT_PAGES + tenant, Plans::instants, List.of()));
            return null;
        });
    }

    /** Over all of the spans, what is likeliest to bring something new first. @param sweeps whose coverage it serves; none for a backfill */
    Pass pass(List<String> sweeps, Instant began, Spans spans) {
        return new Pass(sweeps, began, request, planner(spans), readers, pause);
    }

    WindowPlanner planner(Spans spans) {
        WindowPlanner planner = new WindowPlanner(knowledge, budgets, clock, pageSize, readers);
        spans.windows().forEach(planner::sweep);
        return planner;
    }

    /** What later passes read apart from the rest. */
    Unreadable unreadable() {
        return knowledge.unreadable();
    }

    private static List<Instant> instants(String lines) {
        return lines.lines().map(Instant::parse).toList();
    }

    /** What was read when is kept with each window, in the ledger's coverage. */
    void keep(Sql sql) throws SQLException {
        Notes.put(sql, DENSITY + tenant, knowledge.density().toText());
        Notes.put(sql, FIRST_SIGHT + tenant, knowledge.firstSight().toText());
        knowledge.unreadable().remove(new Window(Instant.MIN, clock.instant().truncatedTo(ChronoUnit.MILLIS).minus(ListRequest.KEPT)));
        Notes.put(sql, UNREADABLE + tenant, knowledge.unreadable().toText());
        keepRequests(sql);
    }

    /** For a process that comes after this one, however this one ends; what is free again by then is of no interest. */
    void keepRequests(Sql sql) throws SQLException {
        keep(sql, FIRST_PAGES, budgets.firstPages());
        keep(sql, NEXT_PAGES, budgets.nextPages());
    }

    private void keep(Sql sql, String note, RequestBudget budget) throws SQLException {
        Notes.put(sql, note + tenant, budget.sent(A_START, KEPT_REQUESTS).stream().map(Instant::toString).collect(Collectors.joining("\n")));
    }

    /** Nothing that was learned is worth a start that fails: it is learned again. */
    private static <T> T learned(Sql sql, String note, Function<String, T> parser, T otherwise) throws SQLException {
        Optional<String> text = Notes.get(sql, note);
        try {
            return text.map(parser).orElse(otherwise);
        } catch (RuntimeException e) {
            LOG.warn("the ledger's note {} cannot be read and is learned anew: {}", note, e.getMessage());
            return otherwise;
        }
    }
}
