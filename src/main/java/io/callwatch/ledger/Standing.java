package io.callwatch.ledger;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Trouble that was told and is not over; in the ledger a note of its kind and tenant, {@code EVENT hook ops-mail}. Methods work inside
 * the caller's transaction.
 *
 * @param note its name
 * @param id of the event that told of it
 * @param told the destinations that were; empty where nobody was, or nobody knows
 */
public record Standing(String note, String id, Set<String> told) {
    public static Optional<Standing> of(Sql sql, String note) throws SQLException {
        return Notes.get(sql, note).map(value -> List.of(value.split(" ")))
                .map(words -> new Standing(note, words.get(0), new LinkedHashSet<>(words.subList(1, words.size()))));
    }

    /** The same when these are told as well. */
    public Standing toldTo(Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(told);
        all.addAll(more);
        return new Standing(note, id, all);
    }

    public void keep(Sql sql) throws SQLException {
        Notes.put(sql, note, id + (told.isEmpty() ? "" : " " + String.join(" ", told)));
    }
}
