package io.callwatch.alert;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
