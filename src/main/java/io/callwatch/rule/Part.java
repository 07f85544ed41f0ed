package io.callwatch.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A part of an expression that is worth a line of explanation: a field, a comparison, a function's answer.
 *
 * @param id by which CEL knows it
 * @param text as the rule writes it
 */
record Part(long id, String text) {
    private static final Set<String> LOGIC = Set.of("_&&_", "_||_", "!_", "_?_:_");

    /** The parts, each after those it is made of; constants and {@code && || ! ?:} are none, macros are whole. */
    static List<Part> of(String text, CelAbstractSyntaxTree ast) {
        Collector collector = new Collector(new SourceText(text), ast.getSource().getPositionsMap(),
                ast.getSource().getMacroCalls());
        collector.visit(ast.getExpr());
        return collector.parts;
    }

    private static final class Collector {
        private final SourceText source;
        private final Map<Long, Integer> positions;
        private final Map<Long, CelExpr> macros;
        private final List<Part> parts = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();

        private Collector(SourceText source, Map<Long, Integer> positions, Map<Long, CelExpr> macros) {
            this.source = source;
            this.positions = positions;
            this.macros = macros;
        }

        private void visit(CelExpr expr) {
            if (macros.containsKey(expr.id())) {
                // a comprehension's inner values change with each turn: what it runs over and its result are enough
                macros.get(expr.id()).call().target().ifPresent(this::visit);
                add(expr);
            } else if (FieldReads.path(expr) != null) {
                add(expr);
            } else {
                children(expr).forEach(this::visit);
                if (expr.getKind() == CelExpr.ExprKind.Kind.CALL && !LOGIC.contains(expr.call().function()) && readsCall(expr)) {
                    add(expr);
                }
            }
        }

        private void add(CelExpr expr) {
            String text = source.range(extent(expr));
            if (seen.add(text)) {
                parts.add(new Part(expr.id(), text));
            }
        }

        /** Whether anything in it comes from the record; {@code duration('5s')} explains nothing. */
        private boolean readsCall(CelExpr expr) {
            return macros.containsKey(expr.id()) || FieldReads.path(expr) != null
                    || children(expr).stream().anyMatch(this::readsCall);
        }

        /** Of a macro, that of what is written: what it becomes has no place. */
        private SourceText.Range extent(CelExpr expr) {
            Integer place = positions.get(expr.id());
            SourceText.Range range = place == null
                    ? new SourceText.Range(Integer.MAX_VALUE, 0)
                    : new SourceText.Range(place, place);
            for (CelExpr child : children(macros.getOrDefault(expr.id(), expr))) {
                range = range.and(extent(child));
            }
            return range;
        }

        private static List<CelExpr> children(CelExpr expr) {
            return switch (expr.getKind()) {
                case CALL -> {
                    List<CelExpr> children = new ArrayList<>();
                    expr.call().target().ifPresent(children::add);
                    children.addAll(expr.call().args());
                    yield children;
                }
                case SELECT -> List.of(expr.select().operand());
                case LIST -> List.copyOf(expr.list().elements());
                case MAP -> expr.map().entries().stream().flatMap(entry -> Stream.of(entry.key(), entry.value())).toList();
                default -> List.of();
            };
        }
    }
}
