package io.callwatch.app;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.ledger.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

    private final Map<String, Predicate<CallRecord>> watched = new LinkedHashMap<>();
    private final Deque<CallFields> lately = new ArrayDeque<>();

    /** Which of the watched fields a record lacked. */
    private record CallFields(Set<String> empty) {
    }

    /** @param read the fields that rules read, such as {@code call.organizer.kind} */
    Emptiness(Set<String> read) {
        IS_EMPTY.forEach((field, isEmpty) -> {
            if (read.stream().anyMatch(path -> path.equals(field) || path.startsWith(field + "."))) {
                watched.put(field, isEmpty);
            }
        });
    }

    synchronized Emptiness look(Collection<CallRecord> records) {
        for (CallRecord record : records) {
            lately.addLast(new CallFields(watched.entrySet().stream().filter(field -> field.getValue().test(record))
                    .map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet())));
            if (lately.size() > LATELY) {
                lately.removeFirst();
            }
        }
        return this;
    }

    synchronized void report(Sql sql, Watch watch, Instant now) throws SQLException {
        if (lately.size() < ENOUGH) {
            return;
        }
        String worst = null;
        double most = 0;
        for (String field : watched.keySet()) {
            double share = (double) lately.stream().filter(record -> record.empty().contains(field)).count() / lately.size();
            if (share > most) {
                most = share;
                worst = field;
            }
        }
        if (most >= ALMOST_ALL) {
            watch.empty(sql, worst + ", which rules read, is empty in " + Math.round(most * 100) + " % of the last "
                    + lately.size() + " new records", now);
        } else if (most < FEW) {
            watch.empty(sql, null, now);
        }
    }
}
