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
    private static final Object ABSENT = new Object();

    private final CallRecord record;
    private final RuleContext context;
    private final Object[] values = new Object[Field.values().length];
    private final CelVariableResolver resolver;

    CallView(CallRecord record, RuleContext context) {
        this.record = record;
        this.context = context;
        Optional<Object> call = Optional.of(new Fields(CallTypes.CALL));
        this.resolver = name -> name.equals(CallTypes.VARIABLE) ? call : Optional.empty();
    }

    CelVariableResolver resolver() {
        return resolver;
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
        if (field.parent().equals(Field.ORGANIZER.path()) && valueOrNull(Field.ORGANIZER) == null) {
            return false; // the organizer itself is pending, and speaks for its fields
        }
        Object value = valueOrNull(field);
        return value == null
                ? field.absence() == Field.Absence.PENDING
                : field.isPlaceholder(value) && !accepted.contains(field);
    }

    PartialVars without(List<Field> pending) {
        List<CelAttributePattern> patterns = pending.stream().map(Field::pattern).toList();
        return PartialVars.of(resolver, patterns);
    }

    /** The record's value of the field; null where it has none. */
    Object valueOrNull(Field field) {
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
