package io.callwatch.ledger;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.rule.History;
import io.callwatch.rule.PhoneFunctions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which numbers and countries calls came from, and when: what "first call ever" is asked of. Inside the caller's transaction. */
public final class Origins {
    private final long tenant;

    public Origins(long tenant) {
        this.tenant = tenant;
    }

    /** Notes the phone organizers among these records. */
    public void note(Sql sql, Collection<CallRecord> records) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        for (CallRecord record : records) {
            if (record.startDateTime() != null && record.organizer() != null && record.organizer().isPhone()
                    && record.organizer().id() != null) {
                String phone = record.organizer().id();
                long start = Nanos.of(record.startDateTime());
                rows.add(new Object[] {tenant, History.Origin.NUMBER.name(), phone, start});
                rows.add(new Object[] {tenant, History.Origin.COUNTRY.name(), PhoneFunctions.countryOf(phone), start});
            }
        }
        sql.batch("INSERT INTO origins (tenant, origin, value, start_ns) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", rows);
    }

    /** Whether a call of this origin began in {@code [from, to)}. */
    public boolean seen(Sql sql, History.Origin origin, String value, Instant from, Instant to) throws SQLException {
        return sql.any("SELECT 1 FROM origins WHERE tenant = ? AND origin = ? AND value = ? AND start_ns >= ? AND start_ns < ? "
                + "LIMIT 1", tenant, origin.name(), value, Nanos.of(from), Nanos.of(to));
    }
}
