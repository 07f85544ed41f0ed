package io.callwatch.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The nextLinks that were given out, by their raw bytes.
 *
 * <p>A skiptoken holds what decoding and encoding again would change ({@code %2B}, {@code %26}, {@code %3D}, a bare
 * {@code =}, a lower-case escape, {@code ~} beside {@code %7E}); a link that does not come back byte for byte is not known.
 * Old ones are forgotten, as the service forgets them.
 */
final class Links {
    private static final int KEPT = 50_000;
    private final Map<String, Position> given = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Position> eldest) {
            return size() > KEPT;
        }
    };
    private long serial;

    /** The target of a new link to a place in a listing. */
    synchronized String to(Listing listing, int offset, String filterQuery) {
        serial++;
        String scramble = Long.toString(serial * 0x9E3779B97F4A7C15L & Long.MAX_VALUE, 36);
        String target = SimulatedTenant.LIST_PATH + "?" + (filterQuery.isEmpty() ? "" : filterQuery + "&")
                + "$skiptoken=c~%7E%2B" + scramble + "%26o%3D" + offset + "%2f=" + serial + "==";
        given.put(target, new Position(listing, offset, filterQuery));
        return target;
    }

    synchronized Optional<Position> find(String target) {
        return Optional.ofNullable(given.get(target));
    }

    record Position(Listing listing, int offset, String filterQuery) {
    }
}
