package io.callwatch.rule;

import io.callwatch.callrecord.CallRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Calls that a catalogue file describes in a line, such as {@code phone=+4930123456; lasting=4s; times=5; every=20s}.
 *
 * <p>What it does not say is as in {@link Records#phoneCall()}. {@code seen} is what history remembers.
 */
record Sample(List<CallRecord> records, Set<String> seen) {
    static Sample of(String line) {
        Records call = Records.phoneCall();
        Records second = null;
        int times = 1;
        Duration every = Duration.ZERO;
        Set<String> seen = Set.of();
        for (String word : line.split(";")) {
            String[] parts = word.strip().split("=", 2);
            String value = parts.length == 2 ? parts[1] : null;
            switch (parts[0]) {
                case "phone2" -> second = call.phone(value);
                case "times" -> times = Integer.parseInt(value);
                case "every" -> every = seconds(value);
                case "seen" -> seen = Set.of(value.split(","));
                default -> {
                    call = change(call, parts[0], value);
                    second = second == null ? null : change(second, parts[0], value);
                }
            }
        }
        return new Sample(repeated(call, second == null ? call : second, times, every), seen);
    }

    private static Records change(Records call, String word, String value) {
        return switch (word) {
            case "phone" -> call.phone(value);
            case "user" -> call.organizer("user", "u", "Abbie", value.equals("home") ? Records.HOME : value);
            case "guest" -> call.organizer("guest", "9f0a", "Guest", null);
            case "nobody" -> call.organizer("unknown", null, null, null);
            case "no-organizer" -> call.organizer(null);
            case "no-end" -> call.end(null);
            case "lasting" -> call.lasting(seconds(value));
            case "start" -> call.at(value);
            case "type" -> call.type(value);
            case "version" -> call.version(Long.parseLong(value));
            case "published" -> call.lastModified(
                    call.end().plus(Duration.parse("PT" + value.toUpperCase())).toString());
            default -> throw new IllegalArgumentException("a sample knows no '" + word + "'");
        };
    }

    private static List<CallRecord> repeated(Records first, Records second, int times, Duration every) {
        List<CallRecord> records = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Records call = (i % 2 == 0 ? first : second).id("call-" + i);
            records.add(i == 0 ? call.record() : call.at(call.start().plus(every.multipliedBy(i)).toString()).record());
        }
        return records;
    }

    private static Duration seconds(String text) {
        return Duration.ofNanos(new BigDecimal(text.replace("s", "")).movePointRight(9).longValueExact());
    }
}
