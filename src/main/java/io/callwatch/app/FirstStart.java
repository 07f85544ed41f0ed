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
 * before is judged and remembered, and told when somebody asks for it by a backfill. Threads may share it.
 */
public final class FirstStart {
    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
    private static final String NOTE = "alerts-from";

    private final Ledger ledger;
    private final boolean stays;
    /** Null where everything alerts. */
    private volatile Instant alertsFrom;

    private FirstStart(Ledger ledger, Instant alertsFrom, boolean stays) {
        this.ledger = ledger;
        this.alertsFrom = alertsFrom;
        this.stays = stays;
    }

    /** @param stays whether this is a start that stays, and so is the first one on a ledger that no sweep has used */
    static FirstStart of(Ledger ledger, boolean stays, Instant now, Duration before) {
        Optional<Instant> known = alertsFrom(ledger);
        if (known.isPresent()) {
            return new FirstStart(ledger, known.get(), stays);
        }
        if (!stays || ledger.read(sql -> sql.number("SELECT COUNT(*) FROM sweeps")) > 0) {
            return new FirstStart(ledger, null, stays);
        }
        FirstStart first = new FirstStart(ledger, null, true);
        first.begin(now.minus(before), "first start on this ledger");
        return first;
    }

    /** It holds when it is noted: a start after this one must know of no other. */
    private void begin(Instant moment, String why) {
        Instant from = moment.truncatedTo(ChronoUnit.SECONDS);
        ledger.change(sql -> Notes.put(sql, NOTE, from.toString()));
        alertsFrom = from;
        LOG.info("{}: calls that ended before {} alert nobody; 'backfill --from INSTANT --to INSTANT', while this run is stopped, "
                + "alerts of them", why, from);
    }

    /** A clock that was far ahead then would keep all calls back until it is there once more. */
    synchronized void setBack(Instant now) {
        if (stays && alertsFrom != null && alertsFrom.isAfter(now)) {
            begin(now, "this machine's clock was ahead at the first start");
        }
    }

    /** Empty where the ledger has seen none, and everything alerts. */
    public static Optional<Instant> alertsFrom(Ledger ledger) {
        return ledger.read(sql -> Notes.get(sql, NOTE)).map(Instant::parse);
    }

    boolean isBefore(CallRecord record) {
        Instant from = alertsFrom;
        Instant over = record.endDateTime() == null ? record.startDateTime() : record.endDateTime();
        return from != null && over != null && over.isBefore(from);
    }
}
