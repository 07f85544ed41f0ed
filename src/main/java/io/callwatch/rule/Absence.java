package io.callwatch.rule;

import dev.cel.runtime.CelAttributePattern;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Which missing fields may still come, and which are simply empty: the one place that says so.
 *
 * <p>What may still come with a higher version is unknown, and a verdict that hangs on it is undecided. What Graph leaves
 * empty for good reads as empty text: {@code joinWebUrl} (most calls have none), {@code displayName} and {@code tenantId} of
 * phones and applications (they have none). The type {@code unknown} is a value: Microsoft's own sample keeps it at version 2.
 */
final class Absence {
    private static final CelAttributePattern TYPE = pattern("call.type");
    private static final CelAttributePattern MODALITIES = pattern("call.modalities");
    private static final CelAttributePattern START = pattern("call.startDateTime");
    private static final CelAttributePattern END = pattern("call.endDateTime");
    private static final CelAttributePattern MODIFIED = pattern("call.lastModifiedDateTime");
    private static final CelAttributePattern DURATION = pattern("call.duration");
    private static final CelAttributePattern ORGANIZER = pattern("call.organizer");
    private static final CelAttributePattern ORGANIZER_ID = pattern("call.organizer.id");
    private static final CelAttributePattern ORGANIZER_PHONE = pattern("call.organizer.phone");
    private static final CelAttributePattern ORGANIZER_NAME = pattern("call.organizer.displayName");
    private static final CelAttributePattern ORGANIZER_TENANT = pattern("call.organizer.tenantId");
    private static final CelAttributePattern ORGANIZER_EXTERNAL = pattern("call.organizer.external");

    private Absence() {
    }

    /** The fields of this record that may still come. */
    static List<CelAttributePattern> of(CallRecord record) {
        List<CelAttributePattern> unknown = new ArrayList<>(4);
        note(unknown, record.type() == null, TYPE);
        note(unknown, record.modalities().isEmpty(), MODALITIES);
        note(unknown, record.startDateTime() == null, START);
        note(unknown, record.endDateTime() == null, END);
        note(unknown, record.duration().isEmpty(), DURATION);
        note(unknown, record.lastModifiedDateTime() == null, MODIFIED);
        if (record.organizer() == null) {
            unknown.add(ORGANIZER);
        } else {
            organizer(unknown, record.organizer());
        }
        return unknown;
    }

    private static void organizer(List<CelAttributePattern> unknown, Organizer organizer) {
        boolean unnamed = organizer.kind().equals(Organizer.UNKNOWN);
        boolean user = organizer.kind().equals("user");
        note(unknown, organizer.id() == null, ORGANIZER_ID);
        note(unknown, unnamed || organizer.isPhone() && organizer.id() == null, ORGANIZER_PHONE);
        note(unknown, user && organizer.displayName() == null, ORGANIZER_NAME);
        note(unknown, user && organizer.tenantId() == null, ORGANIZER_TENANT);
        note(unknown, unnamed || organizer.isPhone() && organizer.id() == null || user && organizer.tenantId() == null,
                ORGANIZER_EXTERNAL);
    }

    private static void note(List<CelAttributePattern> unknown, boolean absent, CelAttributePattern field) {
        if (absent) {
            unknown.add(field);
        }
    }

    private static CelAttributePattern pattern(String field) {
        return CelAttributePattern.fromQualifiedIdentifier(field);
    }
}
