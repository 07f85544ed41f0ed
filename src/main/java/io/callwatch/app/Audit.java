package io.callwatch.app;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.destination.SeenIds;
import io.callwatch.graph.Page;
import io.callwatch.graph.UnreadableRecord;
import io.callwatch.ledger.Alerts;
import io.callwatch.ledger.Calls;
import io.callwatch.ledger.DeliveryList;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Quarantine;
import io.callwatch.ledger.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Compares what the service lists with what was judged, matched and delivered. For one thread at a time, as pages are looked at. */
public final class Audit implements Consumer<Page> {
    private final Ledger ledger;
    private final String tenantId;
    private final Calls calls;
    private final Alerts alerts;
    /** Three million in a month of a large tenant. */
    private final SeenIds listed = new SeenIds();
    private final Set<String> missed = new LinkedHashSet<>();

    /** @param tenant the number of the same tenant */
    public Audit(Ledger ledger, String tenantId, long tenant) {
        this.ledger = ledger;
        this.tenantId = tenantId;
        this.calls = new Calls(tenant);
        this.alerts = new Alerts(tenant);
    }

    @Override
    public void accept(Page page) {
        Set<String> notJudged = ledger.read(sql -> notJudged(sql, page.records()));
        List<UnreadableRecord> notKept = ledger.read(sql -> notKept(sql, page.unreadable()));
        for (CallRecord record : page.records()) {
            listed.add(record.id());
            if (notJudged.contains(record.id())) {
                missed.add(record.id());
            }
        }
        for (UnreadableRecord record : notKept) {
            listed.add(name(record));
            missed.add(name(record));
        }
    }

    private static String name(UnreadableRecord record) {
        return record.id() == null ? "a record without an id (" + record.reason() + ")" : record.id();
    }

    /** Of records that cannot be read those that were never set aside: nobody has heard of them. */
    private List<UnreadableRecord> notKept(Sql sql, List<UnreadableRecord> unreadable) throws SQLException {
        List<UnreadableRecord> notKept = new ArrayList<>();
        for (UnreadableRecord record : unreadable) {
            if (!Quarantine.holds(sql, tenantId, record)) {
                notKept.add(record);
            }
        }
        return notKept;
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

    public int listed() {
        return listed.size();
    }

    /** Ids of calls that were not judged at the version that the service lists, nor set aside. */
    public List<String> missed() {
        return List.copyOf(missed);
    }

    /** How many calls that began since then match a rule, as far as they were judged. */
    public long matched(Instant since) {
        return ledger.read(sql -> alerts.matching(sql, since));
    }

    /** Which event has not reached which destination, in the order of the events. */
    public List<DeliveryList.Target> undelivered() {
        return ledger.read(DeliveryList::open);
    }

    /** Events of rules that the ledger holds. */
    public long events() {
        return ledger.read(sql -> sql.number("SELECT COUNT(*) FROM events WHERE rule IS NOT NULL"));
    }
}
