package io.callwatch.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A few calls beside the invented crowd, so that on every day of the year something of each kind is seen: what the first
 * pass finds, and what the service lists while the product is running.
 */
final class Story {
    private final List<InventedCall> first;
    private final List<InventedCall> later;

    Story(Instant now) {
        InventedCall misdial = call(1, now, 55, 3, "user", "821809f5-0000-0000-0000-3b5136c0e777", "Abbie Wilkins");
        InventedCall abroad = call(2, now, 80, 4, "phone", "+5564981205182", null);
        InventedCall dropped = call(3, now, 95, 2, "user", "821809f5-0000-0000-0000-00000000abcd", "Zoë O'Neil");
        InventedCall renamed = call(4, now, 70, 4, "user", "821809f5-0000-0000-0000-00000000dcba", null);
        InventedCall nobody = call(5, now, 65, 90, null, null, null);
        first = List.of(misdial, abroad, dropped, renamed, nobody);
        later = List.of(
                // v2: the call went on for minutes, so the match is taken back
                dropped.lasting(Duration.ofMinutes(6)).as(2, now),
                // v2: the organizer has a name now, so the message is corrected
                renamed.organizedBy("user", renamed.organizerId(), "Jörg Müller", SimulatedTenant.TENANT_ID).as(2, now),
                // v2: it was a phone from abroad
                nobody.organizedBy("phone", "+442079460123", null, null).as(2, now),
                // new, listed long after their start
                call(6, now, 150, 2, "phone", "+12025550123", null),
                call(7, now, 30, 1, "guest", "0123456789abcdef0123456789abcdef", "Guest"),
                call(8, now, 540, 5 * 3600, "user", "821809f5-0000-0000-0000-000000000001", "Megan Bowen"));
    }

    /** Listed before the first pass. */
    List<InventedCall> first() {
        return first;
    }

    /** Listed while the product runs on its schedule. */
    List<InventedCall> later() {
        return later;
    }

    private static InventedCall call(int number, Instant now, int minutesAgo, int seconds, String kind, String id, String name) {
        Instant start = now.minus(Duration.ofMinutes(minutesAgo));
        return new InventedCall("5a4d0000-0000-4000-8000-%012d".formatted(number), 1, "peerToPeer", start,
                start.plusSeconds(seconds).plusMillis(number * 100L), kind, id, name,
                "user".equals(kind) ? SimulatedTenant.TENANT_ID : null, now.minusSeconds(60));
    }
}
