package io.callwatch.rule;

import com.google.common.base.Suppliers;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionOverload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * CEL over {@code call}, with the functions of this package, CEL's own, its macros and its string functions.
 *
 * <p>Building one takes a moment; then it is immutable and shared by threads.
 *
 * @see <a href="https://github.com/google/cel-spec/blob/master/doc/langdef.md">the language</a>
 */
public final class RuleLanguage {
    /** Of macros within macros over a stranger's text: what takes longer is no rule, and would keep the pages behind it waiting. */
    private static final int MOST_TURNS = 100_000;

    private final RuleContext context;
    private final List<RuleFunctions> functions;
    private final Map<String, CelFunctionOverload> definitions = new HashMap<>();
    private final Cel cel;
    private final Supplier<Cel> exhaustiveCel;
    private final ConstantChecks constantChecks;
    private final KnownNames names;

    public RuleLanguage(RuleContext context) {
        this.context = context;
        this.functions = RuleFunctions.all(context);
        functions.forEach(family -> definitions.putAll(family.definitions()));
        this.cel = cel(options().build());
        this.exhaustiveCel = Suppliers.memoize(() -> cel(options().enableShortCircuiting(false).build()));
        this.constantChecks = new ConstantChecks(cel, functions);
        this.names = new KnownNames(functions);
    }

    /** CEL's present defaults, with what its newer runtime insists on, and macros as they are written for explanations. */
    private static CelOptions.Builder options() {
        return CelOptions.current().enableHeterogeneousNumericComparisons(true).populateMacroCalls(true)
                .comprehensionMaxIterations(MOST_TURNS);
    }

    private Cel cel(CelOptions options) {
        CelBuilder builder = CelFactory.plannerCelBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setStandardFunctions(MendedFunctions.others())
                .addFunctionBindings(MendedFunctions.bindings(options))
                .addCompilerLibraries(CelExtensions.strings())
                .addRuntimeLibraries(CelExtensions.strings())
                .setTypeProvider(new CallTypes())
                .addVar(CallTypes.VARIABLE, CallTypes.CALL_TYPE);
        for (RuleFunctions family : functions) {
            builder.addFunctionDeclarations(family.declarations()).addFunctionBindings(family.bindings());
        }
        return builder.build();
    }

    /**
     * Compiles a condition that stands alone, without a rule.
     *
     * @throws InvalidExpression naming all its faults, each with a caret under the place
     */
    public CompiledCondition compile(String condition) {
        List<ExpressionFault> faults = new ArrayList<>();
        Expression expression = condition(condition, faults);
        if (expression == null) {
            throw new InvalidExpression(condition, faults);
        }
        return new CompiledCondition(null, expression, context);
    }

    RuleContext context() {
        return context;
    }

    /** The checked condition, or null and at least one fault. */
    Expression condition(String text, List<ExpressionFault> faults) {
        Expression expression = expression(text, faults);
        if (expression != null && !expression.ast().getResultType().equals(SimpleType.BOOL)) {
            faults.add(new ExpressionFault(0, "a condition must be true or false, but this gives "
                    + Complaint.typeName(expression.ast().getResultType())));
            return null;
        }
        return expression;
    }

    /** The checked expression of any type, or null and at least one fault. */
    Expression expression(String text, List<ExpressionFault> faults) {
        CelAbstractSyntaxTree ast = checked(text, faults);
        if (ast == null) {
            return null;
        }
        List<ExpressionFault> wrongConstants = constantChecks.faults(ast);
        faults.addAll(wrongConstants);
        if (!wrongConstants.isEmpty()) {
            return null;
        }
        try {
            FieldReads fields = new FieldReads(ast);
            return new Expression(ast, Programs.of(ast, cel), fields.reads(), fields.accepted(),
                    new ShortcutCompiler(ast, fields.accepted(), definitions).shortcut().orElse(null),
                    Suppliers.memoize(() -> Explanation.of(text, ast, exhaustiveCel.get())));
        } catch (CelEvaluationException e) {
            faults.add(new ExpressionFault(0, "this cannot be evaluated: " + e.getMessage()));
            return null;
        }
    }

    private CelAbstractSyntaxTree checked(String text, List<ExpressionFault> faults) {
        try {
            CelValidationResult parse = cel.parse(text);
            if (parse.hasError()) {
                List<CelIssue> errors = parse.getErrors();
                faults.add(SyntaxComplaint.of(text, errors.get(0)));
                return null;
            }
            CelAbstractSyntaxTree parsed = parse.getAst();
            CelValidationResult check = cel.check(parsed);
            if (!check.hasError()) {
                return check.getAst();
            }
            Complaint complaint = new Complaint(text, parsed, names);
            List<ExpressionFault> macros = complaint.ofMacros();
            List<CelIssue> errors = check.getErrors();
            faults.addAll(macros.isEmpty() ? errors.stream().map(complaint::ofType).distinct().toList() : macros);
        } catch (CelValidationException e) {
            faults.add(new ExpressionFault(0, e.getMessage()));
        }
        return null;
    }
}
