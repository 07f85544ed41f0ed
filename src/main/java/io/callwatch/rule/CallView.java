package io.callwatch.rule;

import io.callwatch.callrecord.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * {@code call} as conditions see it. A field of null is one that {@link Absence} declares unknown: it is never read.
 *
 * @param duration from first join to last leave; negative where a record ends before it starts
 */
public record CallView(String id, long version, String type, List<String> modalities, Instant startDateTime,
        Instant endDateTime, Instant lastModifiedDateTime, Duration duration, String joinWebUrl, OrganizerView organizer) {

    static CallView of(CallRecord record, HomeTenant home) {
        return new CallView(record.id(), record.version(), record.type(), record.modalities(), record.startDateTime(),
                record.endDateTime(), record.lastModifiedDateTime(), record.duration().orElse(null),
                record.joinWebUrl() == null ? "" : record.joinWebUrl(),
                record.organizer() == null ? null : OrganizerView.of(record.organizer(), home));
    }
}
