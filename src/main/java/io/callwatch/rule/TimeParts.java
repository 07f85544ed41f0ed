package io.callwatch.rule;

import java.util.Map;

/** What CEL's parts of a time can be, {@code time.getMonth()} and its kin, some of which begin with 0 where people begin with 1. */
final class TimeParts {
    private record Range(int least, int most, String first) {
        private String words() {
            return least + " to " + most + (first.isEmpty() ? "" : ", " + first + " being " + least);
        }
    }

    private static final Map<String, Range> RANGES = Map.of("getMonth", new Range(0, 11, "January"),
            "getDate", new Range(1, 31, ""), "getDayOfMonth", new Range(0, 30, "the first"), "getDayOfWeek", new Range(0, 6, "Sunday"),
            "getDayOfYear", new Range(0, 365, "the first"));

    private TimeParts() {
    }

    /** Why the function never gives this number, so that it is a fault to compare the two; null where it may, or is none of these. */
    static String refusal(String function, long number) {
        Range range = RANGES.get(function);
        return range == null || range.least <= number && number <= range.most ? null
                : "`" + function + "` never gives " + number + "; it gives " + range.words();
    }
}
