package io.callwatch.rule;

import java.util.List;
import java.util.stream.Collectors;

/** An expression that cannot be compiled; the message holds each fault with the expression and a caret. */
public final class InvalidExpression extends IllegalArgumentException {
    InvalidExpression(String expression, List<ExpressionFault> faults) {
        super(faults.stream().map(fault -> fault.shownIn(expression)).collect(Collectors.joining("\n")));
    }
}
