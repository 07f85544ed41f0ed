package io.callwatch.rule;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelNativeTypesExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;

/** CEL with {@code call} and the words for telephony: compiles expressions. Threads may share it. */
final class CelEnvironment {
    private final HomeTenant home;
    private final Cel cel;

    CelEnvironment(HomeTenant home) {
        this.home = home;
        CelNativeTypesExtensions types = CelExtensions.nativeTypes(CallView.class, OrganizerView.class);
        CelBuilder builder = CelFactory.plannerCelBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(types, CelExtensions.strings())
                .addRuntimeLibraries(types, CelExtensions.strings())
                .addVar("call", StructTypeReference.create(CallView.class.getCanonicalName()));
        PhoneFunctions.addTo(builder);
        this.cel = builder.build();
    }

    HomeTenant home() {
        return home;
    }

    CelValidationResult compile(String expression) {
        return cel.compile(expression);
    }

    Condition condition(CelAbstractSyntaxTree tree) {
        return new Condition(this, tree, program(tree));
    }

    /** For text that is known to compile. */
    CelRuntime.Program program(String expression) {
        try {
            return program(cel.compile(expression).getAst());
        } catch (CelValidationException e) {
            throw new IllegalStateException("a part of a condition that compiled does not: " + expression, e);
        }
    }

    private CelRuntime.Program program(CelAbstractSyntaxTree tree) {
        try {
            return cel.createProgram(tree);
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("no program for a condition that compiled", e);
        }
    }

    static boolean isBool(CelType type) {
        return type.equals(SimpleType.BOOL);
    }
}
