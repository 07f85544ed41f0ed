package io.callwatch.rule;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelAttributePattern;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Every field of {@code call} in a rule: its path, its type, how it is had from a record, and what its absence means.
 *
 * <p>This is the one table of what may still come and what is simply empty. {@code PENDING}: the service fills it in a
 * later version, so a verdict that hangs on it is undecided. {@code EMPTY}: it stays empty for ever on many records, so a
 * rule sees {@code ''}, and {@code has(…)} is false. A field may also have a placeholder, a value by which Graph says
 * "not known": it is pending too, except in a condition that itself compares the field with that word.
 */
enum Field {
    ID("call.id", SimpleType.STRING, Absence.NEVER, "always sent", null,
            (record, context) -> record.id()),
    VERSION("call.version", SimpleType.INT, Absence.NEVER, "always sent", null,
            (record, context) -> record.version()),
    TYPE("call.type", SimpleType.STRING, Absence.PENDING, "may be 'unknown' at first; also at version 2", "unknown",
            (record, context) -> filled(record.type())),
    MODALITIES("call.modalities", ListType.create(SimpleType.STRING), Absence.PENDING,
            "every call has one, so none means: not known yet", "unknown",
            (record, context) -> record.modalities().isEmpty() ? null : record.modalities()),
    START("call.startDateTime", SimpleType.TIMESTAMP, Absence.PENDING,
            "every call has one; the year 1 is Graph's way to say 'none'", null,
            (record, context) -> record.startDateTime()),
    END("call.endDateTime", SimpleType.TIMESTAMP, Absence.PENDING,
            "a record is made when the call has ended, so an end exists", null,
            (record, context) -> record.endDateTime()),
    LAST_MODIFIED("call.lastModifiedDateTime", SimpleType.TIMESTAMP, Absence.PENDING, "every version has one", null,
            (record, context) -> record.lastModifiedDateTime()),
    DURATION("call.duration", SimpleType.DURATION, Absence.PENDING,
            "needs start and end; negative where bad data end before they start, and left so", null,
            (record, context) -> record.duration().orElse(null)),
    JOIN_WEB_URL("call.joinWebUrl", SimpleType.STRING, Absence.EMPTY, "null for ever for calls that are no meeting", null,
            (record, context) -> filled(record.joinWebUrl())),
    ORGANIZER("call.organizer", CallTypes.ORGANIZER_TYPE, Absence.PENDING,
            "every call has one, but early versions come without", null,
            (record, context) -> record.organizer()),
    ORGANIZER_KIND("call.organizer.kind", SimpleType.STRING, Absence.NEVER,
            "'unknown' where the identity names nobody yet", "unknown",
            (record, context) -> record.organizer().kind()),
    ORGANIZER_ID("call.organizer.id", SimpleType.STRING, Absence.PENDING, "every identity has one", null,
            (record, context) -> filled(record.organizer().id())),
    ORGANIZER_DISPLAY_NAME("call.organizer.displayName", SimpleType.STRING, Absence.PENDING,
            "a user always has one; any other kind may never have, and then it is ''", null,
            (record, context) -> OrganizerReading.ofAccount(record.organizer(), record.organizer().displayName())),
    ORGANIZER_TENANT_ID("call.organizer.tenantId", SimpleType.STRING, Absence.PENDING,
            "a user always has one; any other kind may never have, and then it is ''", null,
            (record, context) -> OrganizerReading.ofAccount(record.organizer(), record.organizer().tenantId())),
    ORGANIZER_PHONE("call.organizer.phone", SimpleType.STRING, Absence.PENDING,
            "'' for whoever is no phone; a phone's number is its id", null,
            (record, context) -> OrganizerReading.phone(record.organizer())),
    ORGANIZER_EXTERNAL("call.organizer.external", SimpleType.BOOL, Absence.PENDING,
            "needs the kind, and then the number or the tenant", null, OrganizerReading::external);

    /** What it means that a record does not have the field. */
    enum Absence { NEVER, EMPTY, PENDING }

    static final List<Field> LIST = List.of(values());

    private final String path;
    private final String parent;
    private final String lastName;
    private final CelType type;
    private final Absence absence;
    private final String reason;
    private final String placeholder;
    private final BiFunction<CallRecord, RuleContext, Object> value;
    private final CelAttributePattern pattern;
    private final boolean ofOrganizer;

    Field(String path, CelType type, Absence absence, String reason, String placeholder,
            BiFunction<CallRecord, RuleContext, Object> value) {
        this.path = path;
        this.parent = path.substring(0, path.lastIndexOf('.'));
        this.lastName = path.substring(path.lastIndexOf('.') + 1);
        this.type = type;
        this.absence = absence;
        this.reason = reason;
        this.placeholder = placeholder;
        this.value = value;
        this.ofOrganizer = parent.equals("call.organizer");
        this.pattern = CelAttributePattern.fromQualifiedIdentifier(path);
    }

    /** The field of this path; empty for any other path, and for null. */
    static Optional<Field> ofPath(String path) {
        return LIST.stream().filter(field -> field.path.equals(path)).findFirst();
    }

    /** As a rule writes it: {@code call.organizer.kind}. */
    String path() {
        return path;
    }

    /** The last part of the path. */
    String lastName() {
        return lastName;
    }

    /** {@code call} or {@code call.organizer}. */
    String parent() {
        return parent;
    }

    boolean isOfOrganizer() {
        return ofOrganizer;
    }

    CelType type() {
        return type;
    }

    Absence absence() {
        return absence;
    }

    String reason() {
        return reason;
    }

    CelAttributePattern pattern() {
        return pattern;
    }

    /** The value; null where the record does not have it. Fields of the organizer are asked only where there is one. */
    Object of(CallRecord record, RuleContext context) {
        return value.apply(record, context);
    }

    /** Whether a record should have it, at its last version at the latest, so that it is a sign where almost none has. */
    boolean isOfEveryRecord() {
        return absence == Absence.PENDING || placeholder != null;
    }

    /**
     * Whether the record does not have it. A type or modality that Graph calls 'unknown' is there, since many stay so; an organizer of
     * whom it is said is nobody.
     */
    boolean isMissing(CallRecord record, RuleContext context) {
        if (ofOrganizer && record.organizer() == null) {
            return true;
        }
        Object read = of(record, context);
        return read == null || absence == Absence.NEVER && isPlaceholder(read);
    }

    /** Whether {@code value} is this field's way to say "not known". */
    boolean isPlaceholder(Object value) {
        return placeholder != null && (placeholder.equals(value)
                || value instanceof List<?> list && list.stream().allMatch(placeholder::equals));
    }

    String placeholder() {
        return placeholder;
    }

    private static String filled(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** What takes more than a look: whose number, whose tenant. */
    private static final class OrganizerReading {
        private static final String USER = "user";

        /** What every user has, and others may never have; null where it may still come. */
        static String ofAccount(Organizer organizer, String value) {
            String given = filled(value);
            return given != null ? given : organizer.kind().equals(USER) || isUnknown(organizer) ? null : "";
        }

        static String phone(Organizer organizer) {
            return organizer.isPhone() ? filled(organizer.id()) : isUnknown(organizer) ? null : "";
        }

        /** Null where it cannot be told: nobody named, a phone without a number, a user without a tenant, no home. */
        static Boolean external(CallRecord record, RuleContext context) {
            Organizer organizer = record.organizer();
            if (organizer.kind().equals(Organizer.GUEST)) {
                return true;
            }
            if (organizer.isPhone()) {
                String phone = phone(organizer);
                return phone == null ? null : !context.internalNumbers().contains(phone);
            }
            String tenantId = ofAccount(organizer, organizer.tenantId());
            if (tenantId == null || !tenantId.isEmpty() && context.homeTenantId().isEmpty()) {
                return null;
            }
            return !tenantId.isEmpty()
                    && !tenantId.equalsIgnoreCase(context.homeTenantId());
        }

        private static boolean isUnknown(Organizer organizer) {
            return organizer.kind().equals(Organizer.UNKNOWN);
        }
    }
}
