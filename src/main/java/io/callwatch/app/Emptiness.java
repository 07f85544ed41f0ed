package io.callwatch.app;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.ledger.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Notices when a field that rules read has been empty in almost all records lately, as {@code organizer} was from one day on:
 * rules that wait for it would stay silent for ever. Looks at the last 500 new records of this process; threads may share it.
 */
final class Emptiness {
    private static final int LATELY = 500;
    private static final int ENOUGH = 200;
    private static final double ALMOST_ALL = 0.95;
    private static final double FEW = 0.5;

    private final List<String> watched;
    private final List<Predicate<CallRecord>> isEmpty;
    /** For each of the last records a bit for each watched field that it lacked, in a ring. */
    private final int[] lately = new int[LATELY];
    private final int[] lacking;
    private long seen;

    /** @param missing by the fields that rules read, such as {@code call.organizer}: whether a record has it not */
    Emptiness(Map<String, Predicate<CallRecord>> missing) {
        this.watched = List.copyOf(missing.keySet());
        this.isEmpty = List.copyOf(missing.values());
        this.lacking = new int[watched.size()];
    }

    synchronized Emptiness look(Collection<CallRecord> records) {
        for (CallRecord record : records) {
            int place = (int) (seen++ % LATELY);
            int before = lately[place];
            int now = 0;
            for (int field = 0; field < lacking.length; field++) {
                now |= isEmpty.get(field).test(record) ? 1 << field : 0;
                lacking[field] += (now >> field & 1) - (before >> field & 1);
            }
            lately[place] = now;
        }
        return this;
    }

    synchronized void report(Sql sql, Watch watch, Instant now) throws SQLException {
        int records = (int) Math.min(seen, LATELY);
        if (records < ENOUGH) {
            return;
        }
        int worst = -1;
        for (int field = 0; field < lacking.length; field++) {
            worst = worst < 0 || lacking[field] > lacking[worst] ? field : worst;
        }
        double most = worst < 0 ? 0 : (double) lacking[worst] / records;
        if (most >= ALMOST_ALL) {
            watch.empty(sql, watched.get(worst) + ", which rules read, is empty in " + Math.round(most * 100) + " % of the last "
                    + records + " new records", now);
        } else if (most < FEW) {
            watch.empty(sql, null, now);
        }
    }
}
