package io.callwatch.rule;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Finds constants in {@code ==}, {@code !=} and {@code in} that the other side never is, so that the comparison always has the same
 * outcome: {@code country(call.organizer.phone) == 'UK'}, {@code call.startDateTime.getMonth() == 12}.
 *
 * <p>What a function gives is a closed set. Graph's words are not: it may have others tomorrow, so only another case of a known
 * one is refused. What a record lacks is never null.
 */
final class ComparedConstants {
    private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in");

    /** @see <a href="https://learn.microsoft.com/graph/api/resources/communicationsidentityset">communicationsIdentitySet</a> */
    private static final Map<String, List<String>> WORDS = Map.of(
            "call.type", List.of("groupCall", "peerToPeer", "unknown"),
            "call.modalities", List.of("audio", "video", "videoBasedScreenSharing", "data", "screenSharing", "unknown"),
            "call.organizer.kind", List.of("user", "phone", "guest", "application", "applicationInstance", "assertedIdentity",
                    "azureCommunicationServicesUser", "device", "encrypted", "onPremises", "unknown"));

    private final List<RuleFunctions> families;

    ComparedConstants(List<RuleFunctions> families) {
        this.families = families;
    }

    /** @param refused is told of each such constant and why */
    void check(CelNavigableExpr call, BiConsumer<CelExpr, String> refused) {
        if (isComparison(call.expr())) {
            List<CelExpr> sides = call.expr().call().args();
            check(sides.get(0), sides.get(1), call, refused);
            check(sides.get(1), sides.get(0), call, refused);
        }
    }

    /** The word that a name in a comparison is, or is but for its case: {@code call.organizer.kind == phone}. */
    static Optional<String> wordMeantBy(CelNavigableExpr name, String text) {
        Optional<CelNavigableExpr> call = name.parent()
                .flatMap(parent -> parent.getKind() == Kind.LIST ? parent.parent() : Optional.of(parent))
                .filter(parent -> parent.getKind() == Kind.CALL && isComparison(parent.expr()));
        return call.stream().flatMap(comparison -> comparison.expr().call().args().stream().map(side -> words(path(side, comparison))))
                .flatMap(List::stream).filter(text::equalsIgnoreCase).findFirst();
    }

    private static boolean isComparison(CelExpr call) {
        return COMPARISONS.contains(call.call().function());
    }

    private void check(CelExpr asked, CelExpr other, CelNavigableExpr call, BiConsumer<CelExpr, String> refused) {
        Stream<CelExpr> constants = other.getKind() == Kind.LIST ? other.list().elements().stream() : Stream.of(other);
        constants.filter(constant -> constant.getKind() == Kind.CONSTANT)
                .forEach(constant -> refusal(asked, constant.constant(), call).ifPresent(why -> refused.accept(constant, why)));
    }

    private Optional<String> refusal(CelExpr asked, CelConstant constant, CelNavigableExpr call) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> refusal(asked, constant.stringValue(), call);
            case INT64_VALUE -> asked.getKind() == Kind.CALL && asked.call().target().isPresent()
                    ? Optional.ofNullable(TimeParts.refusal(asked.call().function(), constant.int64Value())) : Optional.empty();
            case NULL_VALUE -> Optional.ofNullable(path(asked, call))
                    .map(path -> "nothing of a call is null; whether a record has a field is asked by has(call.field)");
            default -> Optional.empty();
        };
    }

    private Optional<String> refusal(CelExpr asked, String text, CelNavigableExpr call) {
        String path = path(asked, call);
        if (path == null && asked.getKind() == Kind.CALL) {
            return families.stream().map(family -> family.refuseAnswer(asked.call().function(), text)).filter(Objects::nonNull).findFirst();
        }
        List<String> words = words(path);
        return words.contains(text) ? Optional.empty() : words.stream().filter(text::equalsIgnoreCase).findFirst()
                .map(word -> "`" + path + "` is never '" + text + "'; did you mean '" + word + "'?");
    }

    private static List<String> words(String path) {
        return path == null ? List.of() : WORDS.getOrDefault(path, List.of());
    }

    /** The field's path; of an element of a field, {@code call.modalities[0]} or a macro's variable, that field's. */
    private static String path(CelExpr asked, CelNavigableExpr within) {
        if (asked.getKind() == Kind.CALL && asked.call().function().equals("_[_]")) {
            return FieldReads.path(asked.call().args().get(0));
        }
        if (asked.getKind() != Kind.IDENT || asked.ident().name().equals(CallTypes.VARIABLE)) {
            return FieldReads.path(asked);
        }
        return Stream.iterate(within.parent(), Optional::isPresent, node -> node.get().parent()).map(node -> node.get().expr())
                .filter(expr -> expr.getKind() == Kind.COMPREHENSION && expr.comprehension().iterVar().equals(asked.ident().name()))
                .findFirst().map(macro -> FieldReads.path(macro.comprehension().iterRange())).orElse(null);
    }
}
