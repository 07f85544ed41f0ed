package io.callwatch.app;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.ledger.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final Map<String, Predicate<CallRecord>> IS_EMPTY = Map.of(
            "call.organizer", record -> record.organizer() == null,
            "call.type", record -> record.type() == null,
            "call.modalities", record -> record.modalities().isEmpty(),
            "call.startDateTime", record -> record.startDateTime() == null,
            "call.endDateTime", record -> record.endDateTime() == null,
            "call.duration", record -> record.duration().isEmpty());

    private final List<String> watched;
    private final List<Predicate<CallRecord>> isEmpty;
    /** For each of the last records a bit for each watched field that it lacked, in a ring. */
    private final int[] lately = new int[LATELY];
    private final int[] lacking;
    private long seen;

    /** @param read the fields that rules read, such as {@code call.organizer.kind} */
    Emptiness(Set<String> read) {
        this.watched = IS_EMPTY.keySet().stream()
                .filter(field -> read.stream().anyMatch(path -> path.equals(field) || path.startsWith(field + "."))).sorted().toList();
        this.isEmpty = watched.stream().map(IS_EMPTY::get).toList();
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
