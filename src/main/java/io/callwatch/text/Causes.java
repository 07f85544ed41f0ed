package io.callwatch.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The chain of a failure and its causes. */
public final class Causes {
    private Causes() {
    }

    public static boolean anyIs(Throwable thrown, Class<? extends Throwable> type) {
        return first(thrown, type).isPresent();
    }

    /** The first of its chain that is such a failure. */
    public static <T extends Throwable> Optional<T> first(Throwable thrown, Class<T> type) {
        return all(thrown, type).findFirst();
    }

    /** All of its chain that are such failures, the outermost first. */
    public static <T extends Throwable> Stream<T> all(Throwable thrown, Class<T> type) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).filter(type::isInstance).map(type::cast);
    }

    /** For the log at DEBUG: the classes of the chain and where each began, without messages, which quote addresses and bodies. */
    public static String of(Throwable thrown) {
        List<String> chain = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && chain.size() < 10; cause = cause.getCause()) {
            StackTraceElement[] trace = cause.getStackTrace();
            chain.add(cause.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]));
        }
        return String.join(" <- ", chain);
    }
}
