package io.callwatch.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Why a pass last left something unread, kept until nothing is. @param reason for people, without anything secret */
public record Trouble(Instant at, String reason) {
    public void keep(Sql sql, long tenant) throws SQLException {
        Notes.put(sql, note(tenant), at + " " + reason);
    }

    public static void forget(Sql sql, long tenant) throws SQLException {
        Notes.remove(sql, note(tenant));
    }

    public static Optional<Trouble> last(Sql sql, long tenant) throws SQLException {
        return Notes.get(sql, note(tenant)).map(kept -> kept.split(" ", 2)).map(kept -> new Trouble(Instant.parse(kept[0]), kept[1]));
    }

    private static String note(long tenant) {
        return "feed.trouble.reason." + tenant;
    }
}
