package io.callwatch.rule;

import dev.cel.common.values.ErrorValue;
import dev.cel.runtime.CelUnknownSet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a value of an expression for people, and for a burst's group: the same value always as the same text. */
final class ValueText {
    /** Without trailing zeros, as Graph writes times. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneOffset.UTC);

    private ValueText() {
    }

    /** An empty text as {@code ''}, a value that is not there yet and one that could not be had in words. */
    static String of(Object value) {
        if (value == null || value instanceof ErrorValue) { // the latter of a macro that failed
            return Reason.UNKNOWN;
        }
        if (value instanceof CelUnknownSet) {
            return Reason.PENDING;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ValueText::of).collect(Collectors.joining(", ", "[", "]"));
        }
        String text = plain(value);
        return text.isEmpty() ? Reason.EMPTY : text;
    }

    /** Texts as they are, times as ISO 8601 in UTC, durations in seconds: {@code 4.283s}. */
    static String plain(Object value) {
        if (value instanceof Duration length) {
            return BigDecimal.valueOf(length.getSeconds()).add(BigDecimal.valueOf(length.getNano(), 9))
                    .stripTrailingZeros().toPlainString() + "s";
        }
        return value instanceof Instant time ? TIME.format(time) : value.toString();
    }
}
