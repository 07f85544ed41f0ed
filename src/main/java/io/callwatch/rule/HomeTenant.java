package io.callwatch.rule;

import io.callwatch.callrecord.Organizer;
import java.util.List;

/** Who belongs to the house: one tenant and its number ranges, as prefixes. Immutable. */
public record HomeTenant(String tenantId, List<String> internalNumbers) {
    public HomeTenant {
        internalNumbers = List.copyOf(internalNumbers);
    }

    /** A phone outside the internal numbers, a guest, or an account of another tenant. */
    boolean isExternal(Organizer organizer) {
        if (organizer.isPhone()) {
            String number = organizer.id() == null ? "" : organizer.id().replaceAll("[\\s().-]", "");
            return internalNumbers.stream().noneMatch(number::startsWith);
        }
        return Organizer.GUEST.equals(organizer.kind())
                || organizer.tenantId() != null && !organizer.tenantId().equalsIgnoreCase(tenantId);
    }
}
