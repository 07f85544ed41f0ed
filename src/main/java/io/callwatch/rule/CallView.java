package io.callwatch.rule;

import dev.cel.common.types.CelType;
import dev.cel.common.values.StructValue;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.PartialVars;
import io.callwatch.callrecord.CallRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One record as CEL sees it: a field is converted when a rule first reads it, and then kept for the other rules.
 *
 * <p>For one thread.
 */
final class CallView {
    private static final int FIELDS = Field.values().length;
    private static final Object ABSENT = new Object();

    private final CallRecord record;
    private final RuleContext context;
    private Object[] values;
    private final Object[] settled = new Object[FIELDS];
    private CelVariableResolver resolver;

    CallView(CallRecord record, RuleContext context) {
        this.record = record;
        this.context = context;
    }

    CelVariableResolver resolver() {
        if (resolver == null) {
            Optional<Object> call = Optional.of(new Fields(CallTypes.CALL));
            resolver = name -> name.equals(CallTypes.VARIABLE) ? call : Optional.empty();
        }
        return resolver;
    }

    /** The value as a rule sees it; null while it is pending. */
    Object settled(Field field) {
        Object value = settled[field.ordinal()];
        if (value == null) {
            Object read = settled(field, Set.of());
            value = read == null ? ABSENT : read;
            settled[field.ordinal()] = value;
        }
        return value == ABSENT ? null : value;
    }

    /** The same, with placeholders taken for values of the fields {@code accepted}. */
    Object settled(Field field, Set<Field> accepted) {
        if (field.isOfOrganizer() && !hasOrganizer()) {
            return null;
        }
        Object value = field.of(record, context);
        if (value == null) {
            return field.absence() == Field.Absence.PENDING ? null : "";
        }
        return field.isPlaceholder(value) && !accepted.contains(field) ? null : value;
    }

    boolean hasOrganizer() {
        return record.organizer() != null;
    }

    /** The answer of a shortcut that a pending field leaves open; a missing organizer speaks for its fields. */
    int open(Field field) {
        return Shortcut.open(field.isOfOrganizer() && !hasOrganizer() ? Field.ORGANIZER : field);
    }

    /** Those of {@code fields} that are not there yet; a placeholder counts as a value for the fields {@code accepted}. */
    List<Field> pending(List<Field> fields, Set<Field> accepted) {
        List<Field> pending = List.of();
        for (Field field : fields) {
            if (isPending(field, accepted)) {
                if (pending.isEmpty()) {
                    pending = new ArrayList<>();
                }
                pending.add(field);
            }
        }
        return pending;
    }

    private boolean isPending(Field field, Set<Field> accepted) {
        if (field.isOfOrganizer() && !hasOrganizer()) {
            return false; // the organizer itself is pending, and speaks for its fields
        }
        return (accepted.contains(field) ? settled(field, accepted) : settled(field)) == null;
    }

    PartialVars without(List<Field> pending) {
        List<CelAttributePattern> patterns = pending.stream().map(Field::pattern).toList();
        return PartialVars.of(resolver(), patterns);
    }

    /** The record's value of the field; null where it has none. */
    private Object valueOrNull(Field field) {
        if (values == null) {
            values = new Object[FIELDS];
        }
        Object value = values[field.ordinal()];
        if (value == null) {
            Object read = field.of(record, context);
            value = read == null ? ABSENT : field == Field.ORGANIZER ? new Fields(CallTypes.ORGANIZER) : read;
            values[field.ordinal()] = value;
        }
        return value == ABSENT ? null : value;
    }

    /** A struct of CEL's over the record; it holds nothing itself. */
    @SuppressWarnings("Immutable")
    private final class Fields extends StructValue<String, Object> {
        private final CallTypes.Struct type;

        private Fields(CallTypes.Struct type) {
            this.type = type;
        }

        @Override
        public Object value() {
            return this;
        }

        @Override
        public boolean isZeroValue() {
            return false;
        }

        @Override
        public CelType celType() {
            return type.reference();
        }

        /** What the record has; for a field that it lacks, {@code ''}: the pending ones are never asked for. */
        @Override
        public Object select(String name) {
            Object value = valueOrNull(type.fields().get(name));
            return value == null ? "" : value;
        }

        /** What {@code has(…)} asks: an empty text is as good as none. */
        @Override
        public Optional<Object> find(String name) {
            return Optional.ofNullable(valueOrNull(type.fields().get(name))).filter(value -> !value.equals(""));
        }

        /** The type alone: the values are a person's. */
        @Override
        public String toString() {
            return type.reference().name();
        }
    }
}
