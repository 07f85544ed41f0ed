package io.callwatch.alert;

import io.callwatch.callrecord.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Makes an event's id from what the event is about, so that it is the same over retries, restarts, machines and a lost ledger.
 *
 * <p>The first 128 bits of a SHA-256 over the parts, each with its length in front, in the form of a UUID (version 8, RFC
 * 9562). Threads may share it.
 */
public final class EventId {
    private EventId() {
    }

    /** The id of a call's first match under a rule. */
    public static String first(String tenantId, String rule, String callId) {
        return of("call", tenantId, rule, callId);
    }

    /** The id of each later event of the call. */
    public static String later(String tenantId, String rule, String callId, EventType type, long version) {
        return of("call", tenantId, rule, callId, type.word(), Long.toString(version));
    }

    /** @param firstCallId the call that began the burst when it was told */
    public static String burst(String tenantId, String rule, String group, String firstCallId) {
        return of("burst", tenantId, rule, group, firstCallId);
    }

    /** @param occasion what sets this event of the burst apart from others of the same type */
    public static String laterBurst(String tenantId, String rule, String group, String firstCallId, EventType type,
            String occasion) {
        return of("burst", tenantId, rule, group, firstCallId, type.word(), occasion);
    }

    /** An event of the integration's own, such as {@code feed.stale} since a certain moment. */
    public static String feed(String tenantId, EventType type, String occasion) {
        return of("feed", tenantId, type.word(), occasion);
    }

    /** A tenant's id is the same in capitals, as some tools show it. */
    private static String of(String about, String tenantId, String... parts) {
        MessageDigest digest = Sha256.begin();
        for (String part : Stream.concat(Stream.of(about, tenantId.toLowerCase(Locale.ROOT)), Stream.of(parts)).toList()) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        long high = hash.getLong() & ~0xF000L | 0x8000L;
        long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
