package io.callwatch.callrecord;

import java.util.Objects;

/**
 * Who organised a call: the one identity that {@code organizer_v2} names.
 *
 * @param kind the key under which Graph names the identity ({@code user}, {@code phone}, {@code guest}, …), or
 *     {@link #UNKNOWN} where none is named
 * @param id the leaf's id; for a phone its number, mostly E.164, sometimes masked, short or no number at all
 * @param displayName null for phones
 * @param tenantId the account's tenant; null for phones
 * @see <a href="https://learn.microsoft.com/graph/api/resources/callrecords-organizer">organizer</a>
 */
public record Organizer(String kind, String id, String displayName, String tenantId) {
    public static final String UNKNOWN = "unknown";
    public static final String PHONE = "phone";
    public static final String GUEST = "guest";

    public Organizer {
        Objects.requireNonNull(kind, "kind");
    }

    public boolean isPhone() {
        return PHONE.equals(kind);
    }
}
