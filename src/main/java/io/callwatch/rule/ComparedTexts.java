package io.callwatch.rule;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Finds texts in {@code ==}, {@code !=} and {@code in} that the other side never is, so that the comparison always has the same
 * outcome: {@code country(call.organizer.phone) == 'UK'}.
 *
 * <p>What a function gives is a closed set. Graph's words are not: it may have others tomorrow, so only another case of a known
 * one is refused.
 */
final class ComparedTexts {
    private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in");

    /** @see <a href="https://learn.microsoft.com/graph/api/resources/communicationsidentityset">communicationsIdentitySet</a> */
    private static final Map<String, List<String>> WORDS = Map.of(
            "call.type", List.of("groupCall", "peerToPeer", "unknown"),
            "call.modalities", List.of("audio", "video", "videoBasedScreenSharing", "data", "screenSharing", "unknown"),
            "call.organizer.kind", List.of("user", "phone", "guest", "application", "applicationInstance", "assertedIdentity",
                    "azureCommunicationServicesUser", "device", "encrypted", "onPremises", "unknown"));

    private final List<RuleFunctions> families;

    ComparedTexts(List<RuleFunctions> families) {
        this.families = families;
    }

    /** @param refused is told of each such text and why */
    void check(CelExpr call, BiConsumer<CelExpr, String> refused) {
        if (COMPARISONS.contains(call.call().function())) {
            List<CelExpr> sides = call.call().args();
            check(sides.get(0), sides.get(1), refused);
            check(sides.get(1), sides.get(0), refused);
        }
    }

    private void check(CelExpr asked, CelExpr other, BiConsumer<CelExpr, String> refused) {
        Stream<CelExpr> texts = other.getKind() == CelExpr.ExprKind.Kind.LIST ? other.list().elements().stream() : Stream.of(other);
        texts.filter(ComparedTexts::isText)
                .forEach(text -> refusal(asked, text.constant().stringValue()).ifPresent(why -> refused.accept(text, why)));
    }

    private static boolean isText(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private Optional<String> refusal(CelExpr asked, String text) {
        if (asked.getKind() == CelExpr.ExprKind.Kind.CALL) {
            return families.stream().map(family -> family.refuseAnswer(asked.call().function(), text)).filter(Objects::nonNull).findFirst();
        }
        String path = FieldReads.path(asked);
        List<String> words = path == null ? List.of() : WORDS.getOrDefault(path, List.of());
        return words.contains(text) ? Optional.empty() : words.stream().filter(text::equalsIgnoreCase).findFirst()
                .map(word -> "`" + path + "` is never '" + text + "'; did you mean '" + word + "'?");
    }
}
