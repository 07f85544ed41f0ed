package io.callwatch.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
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

    /** What is inside of those that only pass it on: Camel's, which show an exchange, and those of futures. */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable said = thrown;
        while (said.getCause() != null && (said instanceof ExecutionException || said instanceof CompletionException
                || said.getClass().getName().startsWith("org.apache.camel."))) {
            said = said.getCause();
        }
        return said;
    }

    /** For the log: its message; its name where it has none, and of Java's own errors both, since their messages take it as read. */
    public static String words(Throwable thrown) {
        Throwable said = unwrapped(thrown);
        String name = said.getClass().getSimpleName();
        return said.getMessage() == null ? name : said instanceof Error ? name + ", " + said.getMessage() : said.getMessage();
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
