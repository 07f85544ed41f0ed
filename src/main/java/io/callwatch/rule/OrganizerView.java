package io.callwatch.rule;

import io.callwatch.callrecord.Organizer;

/**
 * {@code call.organizer} as conditions see it.
 *
 * @param phone the number of a phone organizer, else empty
 * @param external a phone outside the internal numbers, a guest, or an account of another tenant
 */
public record OrganizerView(String kind, String id, String displayName, String tenantId, String phone, boolean external) {

    static OrganizerView of(Organizer organizer, HomeTenant home) {
        return new OrganizerView(organizer.kind(), organizer.id(), text(organizer.displayName()), text(organizer.tenantId()),
                organizer.isPhone() ? text(organizer.id()) : "", home.isExternal(organizer));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
