package io.callwatch.app;

import io.callwatch.graph.Density;
import io.callwatch.graph.FirstSight;
import io.callwatch.graph.GraphBudgets;
import io.callwatch.graph.Knowledge;
import io.callwatch.graph.LastRead;
import io.callwatch.graph.Spans;
import io.callwatch.graph.WindowPlanner;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Notes;
import io.callwatch.ledger.Sql;
import java.sql.SQLException;
import java.time.InstantSource;

/** Makes the planner of each pass, from what earlier ones have learned of the tenant; that outlives the process in the ledger. */
final class Plans {
    private static final int USUAL_PAGE = 60;
    private static final String DENSITY = "density.";

    private final Knowledge knowledge;
    private final GraphBudgets budgets;
    private final int pageSize;
    private final int readers;
    private final InstantSource clock;
    private final String note;

    /**
     * @param pageSize null where the service decides
     * @param clock the run's present; the budgets keep to the real one
     */
    Plans(Ledger ledger, long tenant, GraphBudgets budgets, Integer pageSize, int readers, InstantSource clock) {
        this.note = DENSITY + tenant;
        Density density = ledger.read(sql -> Notes.get(sql, note)).map(Density::parse).orElse(Knowledge.none().density());
        this.knowledge = new Knowledge(density, FirstSight.documented(), new LastRead());
        this.budgets = budgets;
        this.pageSize = pageSize == null ? USUAL_PAGE : pageSize;
        this.readers = readers;
        this.clock = clock;
    }

    /** The newest first. */
    WindowPlanner of(Spans spans) {
        WindowPlanner planner = new WindowPlanner(knowledge, budgets, clock, pageSize, readers);
        planner.add(0, spans);
        return planner;
    }

    /** @return the text that is kept */
    String keep(Sql sql) throws SQLException {
        String text = knowledge.density().toText();
        Notes.put(sql, note, text);
        return text;
    }
}
