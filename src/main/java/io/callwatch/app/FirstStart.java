package io.callwatch.app;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Notes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From when on calls alert: a first start reads up to thirty days, and nobody wants thirty days of alarms at once. What ended
 * before is judged and remembered, and told when somebody asks for it by a backfill.
 *
 * @param alertsFrom null where everything alerts
 */
public record FirstStart(Instant alertsFrom) {
    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
    private static final String NOTE = "alerts-from";

    /** @param begins whether this is a start that stays, and so is the first one on a ledger that no sweep has used */
    static FirstStart of(Ledger ledger, boolean begins, Instant now, Duration before) {
        Optional<FirstStart> known = known(ledger);
        if (known.isPresent()) {
            return known.get();
        }
        if (!begins || ledger.<Long, RuntimeException>read(sql -> sql.number("SELECT COUNT(*) FROM sweeps")) > 0) {
            return new FirstStart(null);
        }
        Instant from = now.minus(before).truncatedTo(ChronoUnit.SECONDS);
        ledger.write(sql -> {
            Notes.put(sql, NOTE, from.toString());
            return null;
        });
        LOG.info("first start on this ledger: calls that ended before {} alert nobody; 'backfill --from INSTANT --to INSTANT', "
                + "while this run is stopped, alerts of them", from);
        return new FirstStart(from);
    }

    /** Empty where the ledger has seen none, and everything alerts. */
    public static Optional<FirstStart> known(Ledger ledger) {
        return ledger.read(sql -> Notes.get(sql, NOTE)).map(Instant::parse).map(FirstStart::new);
    }

    boolean isBefore(CallRecord record) {
        Instant over = record.endDateTime() == null ? record.startDateTime() : record.endDateTime();
        return alertsFrom != null && over != null && over.isBefore(alertsFrom);
    }
}
