package io.callwatch.app;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.destination.SeenIds;
import io.callwatch.graph.Page;
import io.callwatch.ledger.Calls;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Sql;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Compares what the service lists with what was judged. Threads may share it. */
public final class Audit implements Consumer<Page> {
    private final Ledger ledger;
    private final Calls calls;
    /** Three million in a month of a large tenant. */
    private final SeenIds listed = new SeenIds();
    private final Set<String> missed = new LinkedHashSet<>();

    public Audit(Ledger ledger, long tenant) {
        this.ledger = ledger;
        this.calls = new Calls(tenant);
    }

    @Override
    public void accept(Page page) {
        Set<String> notJudged = ledger.read(sql -> notJudged(sql, page.records()));
        synchronized (this) {
            for (CallRecord record : page.records()) {
                listed.add(record.id());
                if (notJudged.contains(record.id())) {
                    missed.add(record.id());
                }
            }
        }
    }

    private Set<String> notJudged(Sql sql, List<CallRecord> records) throws SQLException {
        Map<String, Calls.Seen> seen = calls.find(sql, records);
        Set<String> notJudged = new HashSet<>();
        for (CallRecord record : records) {
            Calls.Seen judged = seen.get(record.id());
            if ((judged == null || judged.version() < record.version()) && !calls.knowNewer(sql, record)) {
                notJudged.add(record.id());
            }
        }
        return notJudged;
    }

    public synchronized int listed() {
        return listed.size();
    }

    /** Ids of calls that were not judged at the version that the service lists. */
    public synchronized List<String> missed() {
        return List.copyOf(missed);
    }

    /** Events of rules that the ledger holds. */
    public long events() {
        return ledger.read(sql -> sql.number("SELECT COUNT(*) FROM events WHERE rule IS NOT NULL"));
    }
}
