package io.callwatch.text;

import java.util.ArrayList;
import java.util.List;

/** A failure for the log at DEBUG: the classes of its chain and where each began, without messages, which quote addresses and bodies. */
public final class Causes {
    private Causes() {
    }

    public static boolean anyIs(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    public static String of(Throwable thrown) {
        List<String> chain = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && chain.size() < 10; cause = cause.getCause()) {
            StackTraceElement[] trace = cause.getStackTrace();
            chain.add(cause.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]));
        }
        return String.join(" <- ", chain);
    }
}
