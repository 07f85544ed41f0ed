package io.callwatch.alert;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.Sha256;
import java.util.stream.Collectors;

/**
 * A fingerprint of what a message shows of a record: type, modalities, start, end, organizer. A newer version with the same
 * fingerprint is no correction. A hash, so that the ledger keeps no second copy of a person's data.
 */
final class ShownFacts {
    private ShownFacts() {
    }

    static String of(CallRecord record) {
        Organizer organizer = record.organizer();
        String facts = record.type() + '\n'
                + record.modalities().stream().sorted().distinct().collect(Collectors.joining(",")) + '\n'
                + record.startDateTime() + '\n' + record.endDateTime() + '\n'
                + (organizer == null ? "-" : organizer.kind() + '\n' + organizer.id() + '\n' + organizer.displayName() + '\n'
                        + organizer.tenantId());
        return Sha256.hex(facts, 12);
    }
}
