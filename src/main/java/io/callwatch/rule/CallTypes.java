package io.callwatch.rule;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells CEL's type checker what {@code call} and {@code call.organizer} are made of, as {@link Field} lists it. */
final class CallTypes implements CelTypeProvider {
    static final String VARIABLE = "call";
    static final StructTypeReference CALL_TYPE = StructTypeReference.create("Call");
    static final StructTypeReference ORGANIZER_TYPE = StructTypeReference.create("Organizer");
    static final Struct CALL = Struct.of(CALL_TYPE, VARIABLE);
    static final Struct ORGANIZER = Struct.of(ORGANIZER_TYPE, "call.organizer");

    /** A type and its fields by name. */
    record Struct(StructTypeReference reference, Map<String, Field> fields) {
        private static Struct of(StructTypeReference reference, String path) {
            return new Struct(reference, Field.LIST.stream()
                    .filter(field -> field.parent().equals(path))
                    .collect(Collectors.toUnmodifiableMap(Field::lastName, Function.identity())));
        }

        private StructType type() {
            return StructType.create(reference.name(), ImmutableSet.copyOf(fields.keySet()),
                    name -> Optional.ofNullable(fields.get(name)).map(Field::type));
        }
    }

    private final ImmutableList<CelType> types = ImmutableList.of(CALL.type(), ORGANIZER.type());

    @Override
    public ImmutableList<CelType> types() {
        return types;
    }

    @Override
    public Optional<CelType> findType(String name) {
        return types.stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
