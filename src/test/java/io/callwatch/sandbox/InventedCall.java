package io.callwatch.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of an invented call, as facts and not as JSON, so that what must come of it can be said without the product.
 *
 * @param organizerKind Graph's key; null while the service does not know the organizer yet
 */
public record InventedCall(
        String id,
        long version,
        String type,
        Instant start,
        Instant end,
        String organizerKind,
        String organizerId,
        String organizerName,
        String organizerTenant,
        Instant publishedAt) {

    public Duration duration() {
        return Duration.between(start, end);
    }

    /** The rule {@code call.duration < duration('5s')}. */
    public Optional<Boolean> isShort() {
        return Optional.of(duration().compareTo(Duration.ofSeconds(5)) < 0);
    }

    /** The rule {@code call.organizer.kind == 'phone' && call.organizer.external}; empty while there is no organizer. */
    public Optional<Boolean> isExternalPhone() {
        return organizerKind == null ? Optional.empty()
                : Optional.of(organizerKind.equals("phone") && !organizerId.startsWith(Invented.INTERNAL));
    }

    /** Whether a message about the one would read as one about the other. */
    boolean showsTheSameAs(InventedCall other) {
        return other.as(0, Instant.MIN).equals(as(0, Instant.MIN));
    }

    InventedCall as(long otherVersion, Instant otherPublication) {
        return new InventedCall(id, otherVersion, type, start, end, organizerKind, organizerId, organizerName,
                organizerTenant, otherPublication);
    }

    InventedCall lasting(Duration length) {
        return new InventedCall(id, version, type, start, start.plus(length), organizerKind, organizerId, organizerName,
                organizerTenant, publishedAt);
    }

    InventedCall organizedBy(String kind, String otherId, String name, String tenant) {
        return new InventedCall(id, version, type, start, end, kind, otherId, name, tenant, publishedAt);
    }

    public CallJson json() {
        CallJson json = CallJson.call().id(id).version(version).type(type).start(start).end(end).publishedAt(publishedAt)
                .organizer(organizerKind == null ? "user" : organizerKind, organizerId, organizerName, organizerTenant);
        if (type.equals("peerToPeer")) {
            json.modalities("audio");
        }
        return organizerKind == null ? json.without("organizer_v2") : json;
    }
}
