package io.callwatch.rule;

import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import io.callwatch.rule.History.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What was never seen before: {@code firstFrom(phone, start, horizon)} and {@code firstFromCountry(region, start,
 * horizon)}: no call of this origin began in {@code [start - horizon, start)}.
 *
 * <p>The horizon is stated, since nothing remembers for ever. False for {@code ''}: whoever has no number is no newcomer.
 * Refused where nothing is remembered: there every call would be the first.
 */
final class HistoryFunctions extends RuleFunctions {
    private static final String NUMBER = "firstFrom";
    private static final String COUNTRY = "firstFromCountry";
    private static final Set<String> NUMBERS = Set.of("call.organizer.phone", "call.organizer.id");
    private static final Set<String> TEXTS = Set.of("country(…)", "numberType(…)", "formatted(…)", "weekday(…)");
    static final History NONE = (origin, value, from, to) -> false;

    /** The history could not be asked, for the reason that is its cause: that is neither the rule's fault nor the record's. */
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Unanswered(RuntimeException reason) {
            super(reason);
        }
    }

    private final History history;

    HistoryFunctions(History history) {
        this.history = history;
        add(NUMBER, Origin.NUMBER);
        add(COUNTRY, Origin.COUNTRY);
    }

    private void add(String name, Origin origin) {
        CelFunctionOverload first = arguments ->
                isFirst(origin, (String) arguments[0], (Instant) arguments[1], (Duration) arguments[2]);
        CelFunctionBinding binding = CelFunctionBinding.from(
                name + "_string_timestamp_duration", List.of(String.class, Instant.class, Duration.class), first);
        add(name, SimpleType.BOOL, binding, SimpleType.STRING, SimpleType.TIMESTAMP, SimpleType.DURATION);
    }

    @Override
    String refuse(String function) {
        return history == NONE && definitions().containsKey(function)
                ? "`" + function + "` asks what calls there were before, which nothing remembers here" : null;
    }

    @Override
    String refuse(String function, int argument, String constant) {
        return argument == 0 && function.equals(COUNTRY) ? PhoneFunctions.refuseRegion(constant) : null;
    }

    /** What is never remembered is always new. */
    @Override
    String refuseGiven(String function, int argument, String given) {
        if (argument != 0 || !definitions().containsKey(function) || !given.startsWith("call.") && !TEXTS.contains(given)) {
            return null;
        }
        return function.equals(NUMBER)
                ? NUMBERS.contains(given) ? null : "`" + function + "` asks for a number, call.organizer.phone"
                : given.equals("country(…)") ? null : "`" + function + "` asks for a region, country(call.organizer.phone)";
    }

    private boolean isFirst(Origin origin, String value, Instant start, Duration horizon) {
        Instant from = start.minus(horizon);
        try {
            return !value.isEmpty() && !history.seen(origin, value, from, start);
        } catch (RuntimeException e) {
            throw new Unanswered(e);
        }
    }
}
