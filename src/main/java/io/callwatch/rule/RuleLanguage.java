package io.callwatch.rule;

import com.google.common.base.Suppliers;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
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
    private final CelCompiler compiler;
    /** Most conditions never need one: shortcuts judge without it, and to load what CEL's own functions consist of takes 4 % of a start. */
    private final Supplier<CelRuntime> runtime;
    private final Supplier<CelRuntime> exhaustiveRuntime;
    private final ConstantChecks constantChecks;
    private final KnownNames names;

    public RuleLanguage(RuleContext context) {
        this.context = context;
        this.functions = RuleFunctions.all(context);
        functions.forEach(family -> definitions.putAll(family.definitions()));
        this.compiler = compiler();
        this.runtime = Suppliers.memoize(() -> runtime(options().build()));
        this.exhaustiveRuntime = Suppliers.memoize(() -> runtime(options().enableShortCircuiting(false).build()));
        this.constantChecks = new ConstantChecks(runtime, functions);
        this.names = new KnownNames(functions);
    }

    /** CEL's present defaults, with what its newer runtime insists on, and macros as they are written for explanations. */
    private static CelOptions.Builder options() {
        return CelOptions.current().enableHeterogeneousNumericComparisons(true).populateMacroCalls(true)
                .comprehensionMaxIterations(MOST_TURNS);
    }

    private CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options().build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.strings())
                .setTypeProvider(new CallTypes())
                .addVar(CallTypes.VARIABLE, CallTypes.CALL_TYPE);
        functions.forEach(family -> builder.addFunctionDeclarations(family.declarations()));
        return builder.build();
    }

    private CelRuntime runtime(CelOptions options) {
        CelRuntimeBuilder builder = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(options)
                .setStandardFunctions(MendedFunctions.others())
                .addFunctionBindings(MendedFunctions.bindings(options))
                .addLibraries(CelExtensions.strings())
                .setTypeProvider(new CallTypes());
        functions.forEach(family -> builder.addFunctionBindings(family.bindings()));
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
            Shortcut shortcut = new ShortcutCompiler(ast, fields.accepted(), definitions).shortcut().orElse(null);
            Supplier<Programs> programs = shortcut == null ? Suppliers.ofInstance(Programs.of(ast, compiler, runtime.get()))
                    : Suppliers.memoize(() -> Programs.ofGood(ast, compiler, runtime.get()));
            return new Expression(ast, programs, fields.reads(), fields.accepted(), shortcut,
                    Suppliers.memoize(() -> Explanation.of(text, ast, Programs.ofGood(ast, compiler, exhaustiveRuntime.get()))));
        } catch (CelEvaluationException e) {
            faults.add(new ExpressionFault(0, "this cannot be evaluated: " + e.getMessage()));
            return null;
        }
    }

    private CelAbstractSyntaxTree checked(String text, List<ExpressionFault> faults) {
        try {
            CelValidationResult parse = compiler.parse(text);
            if (parse.hasError()) {
                List<CelIssue> errors = parse.getErrors();
                faults.add(SyntaxComplaint.of(text, errors.get(0)));
                return null;
            }
            CelAbstractSyntaxTree parsed = parse.getAst();
            CelValidationResult check = compiler.check(parsed);
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
