package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.callrecord.Sha256;
import io.callwatch.rule.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * What goes out as one message: one event, or several as a digest. Immutable.
 *
 * @param id the event's; for a digest made of its events' ids alone, so that a repeat of the same digest bears the same id
 * @param timestamp the event's; for a digest its latest event's
 * @param why why several go out together
 * @param events most severe first, then by the time of the call; those of one alert together, in the order in which they are given,
 *     whatever the severity of its rule was meanwhile
 * @param restIn where all of them are, in words for people, when a message has no room for each; null if that is only the ledger
 */
public record Notice(String id, Instant timestamp, Why why, List<Event> events, String restIn) {
    /** Why events go out together. */
    public enum Why {
        ONE("one", ""),
        GROUPED("grouped", "What is new since the last digest."),
        OVER_LIMIT("over-limit", "Held back because the hourly limit was reached."),
        QUIET_HOURS("quiet-hours", "Held back during quiet hours."),
        CATCH_UP("catch-up", "Catching up: these calls are older than this destination's maximum age. Not an alarm.");

        private final String word;
        private final String sentence;

        Why(String word, String sentence) {
            this.word = word;
            this.sentence = sentence;
        }

        public String word() {
            return word;
        }

        /** For people; empty for a single event. */
        String sentence() {
            return sentence;
        }
    }

    public Notice {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a notice has at least one event");
        }
        Map<String, Instant> began = new HashMap<>();
        Map<String, Severity> highest = new HashMap<>();
        events.forEach(event -> {
            began.putIfAbsent(event.firstId(), time(event));
            highest.merge(event.firstId(), event.severity(), BinaryOperator.maxBy(Comparator.naturalOrder()));
        });
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing((Event event) -> highest.get(event.firstId())).reversed()
                .thenComparing(event -> began.get(event.firstId())).thenComparing(Event::firstId));
        events = List.copyOf(sorted);
    }

    public static Notice of(Event event) {
        return new Notice(event.id(), event.timestamp(), Why.ONE, List.of(event), null);
    }

    /** A digest, even of a single event: what was held is labelled as such. */
    public static Notice digest(Why why, List<Event> events, String restIn) {
        Instant latest = events.stream().map(Event::timestamp).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        return new Notice(digestId(events.stream().map(Event::id).toList()), latest, why, events, restIn);
    }

    boolean isDigest() {
        return why != Why.ONE;
    }

    /** As messages spell it: that of its event, or {@code digest}. */
    String type() {
        return isDigest() ? "digest" : event().type().word();
    }

    /** The only event, or the first. */
    Event event() {
        return events.get(0);
    }

    /** The highest of its events. */
    Severity severity() {
        return events.stream().map(Event::severity).max(Comparator.naturalOrder()).orElseThrow();
    }

    /** The highest severity of what still holds; empty where all is taken back, and for what is too old to be an alarm. */
    Optional<Severity> urgency() {
        Map<String, Event> last = new HashMap<>();
        events.stream().sorted(Comparator.comparing(Event::timestamp)) // its rule may have been of another severity before
                .forEach(event -> last.put(event.firstId(), event));
        return last.values().stream().filter(event -> why != Why.CATCH_UP && !event.type().isWithdrawal()).map(Event::severity)
                .max(Comparator.naturalOrder());
    }

    /** That of all its events; null where they are of several, or of none. */
    String rule() {
        return events.stream().allMatch(each -> Objects.equals(each.rule(), event().rule())) ? event().rule() : null;
    }

    /** A digest's one line for people, such as {@code 12 alerts (3 critical, 9 warning)}, and how many of them are taken back. */
    String title() {
        List<String> parts = new ArrayList<>();
        for (int rank = Severity.values().length - 1; rank >= 0; rank--) {
            Severity severity = Severity.values()[rank];
            long count = events.stream().filter(e -> e.severity() == severity).count();
            if (count > 0) {
                parts.add(Counts.of(count) + " " + severity.word());
            }
        }
        String label = why == Why.CATCH_UP ? "Catch-up: " : "";
        return label + Counts.of(events.size(), "alert") + " (" + String.join(", ", parts) + ")" + withdrawn();
    }

    private String withdrawn() {
        long withdrawn = events.stream().filter(e -> e.type().isWithdrawal()).count();
        return withdrawn == 0 ? "" : (withdrawn < events.size() ? ", " + Counts.of(withdrawn) : ",") + " withdrawn";
    }

    /** When it happened, as far as that is known. */
    private static Instant time(Event event) {
        Instant start = event.calls().isEmpty() ? null : event.calls().get(0).startDateTime();
        return start == null ? event.timestamp() : start;
    }

    /** That of a digest of these events, in whatever order. */
    public static String digestId(List<String> eventIds) {
        String lines = eventIds.stream().sorted().map(id -> id + "\n").collect(Collectors.joining());
        return "digest-" + Sha256.hex(lines, 16);
    }
}
