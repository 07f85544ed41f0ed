package io.callwatch.callrecord;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One version of one call or meeting, as the list request gives it.
 *
 * <p>A field that the service has not filled yet is {@code null} ({@code modalities}: empty); only {@code id} and
 * {@code version} are always there. Times are UTC. Enum texts are kept as sent, since Graph's enums grow. Immutable.
 *
 * @param id the call's id, a GUID as text
 * @param version rises with each re-issue of the same {@code id}
 * @param raw the record exactly as Graph sent it, unknown fields included
 * @see <a href="https://learn.microsoft.com/graph/api/resources/callrecords-callrecord">callRecord</a>
 */
public record CallRecord(
        String id,
        long version,
        String type,
        List<String> modalities,
        Instant startDateTime,
        Instant endDateTime,
        Instant lastModifiedDateTime,
        String joinWebUrl,
        Organizer organizer,
        RawJson raw) {

    /**
     * Characters of what calls, persons and groups are known by. A hundred is usual; what is longer is no key for PostgreSQL, and
     * would cost its page.
     */
    public static final int LONGEST_KEY = 800;

    public CallRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(raw, "raw");
        modalities = List.copyOf(modalities);
    }

    /** How long the call existed (first join to last leave, not talk time); empty while an end is missing. */
    public Optional<Duration> duration() {
        return startDateTime == null || endDateTime == null
                ? Optional.empty()
                : Optional.of(Duration.between(startDateTime, endDateTime));
    }
}
