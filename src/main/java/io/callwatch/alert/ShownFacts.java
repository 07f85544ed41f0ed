package io.callwatch.alert;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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
        return HexFormat.of().formatHex(Sha256.begin().digest(facts.getBytes(StandardCharsets.UTF_8)), 0, 12);
    }
}
