package io.callwatch.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads how many messages a destination gets, and when. */
final class PaceReader {
    /** The types of destination that take many events as one message. */
    private static final Set<String> DIGESTED = Set.of("email", "webhook");

    private final Values values;
    private final Faults faults;
    private final ZoneId zone;

    /** @param zone in which quiet hours are told where they name none */
    PaceReader(Values values, Faults faults, ZoneId zone) {
        this.values = values;
        this.faults = faults;
        this.zone = zone;
    }

    /**
     * @param group the destination's keys, up to the last dot
     * @param type null where it is not known
     */
    PaceSettings read(String group, String type) {
        String grouped = values.typed(group + "group", "each, sweep, or a span such as 15m", text ->
                text.matches("each|sweep") || Durations.parse(text).isPresent()
                        ? Optional.of(text) : Optional.empty());
        String by = values.oneOf(group + "group-by", "rule");
        String single = single(group, type);
        if (by != null && single == null && "each".equals(grouped)) {
            faults.add(group + "group-by", by, group + "group beside it: without it each event goes alone");
        }
        QuietHours quiet = values.typed(group + "quiet", "hours of a day such as 22:00-06:00, with a time zone or without",
                text -> QuietHours.parse(text, zone));
        String except = values.severity(group + "quiet-except");
        if (except != null && !values.isGiven(group + "quiet")) {
            faults.add(group + "quiet-except", except, group + "quiet beside it");
        }
        Duration span = grouped == null ? null : Durations.parse(grouped).orElse(null);
        PaceSettings pace = new PaceSettings(grouped == null ? "each" : grouped, span, by != null,
                values.number(group + "max-per-hour", 1, 100_000), values.duration(group + "max-age"), quiet, except);
        if (single != null && (by != null || pace.makesDigests())) {
            List.of("group", "group-by", "max-per-hour", "max-age").stream().filter(key -> values.isGiven(group + key)).forEach(key ->
                    faults.add(group + key, values.optional(group + key), "no such key here: " + single
                            + " takes each event for itself, so there are no digests"));
        }
        return pace;
    }

    /** Who takes no digest, since what it has, such as a file's line or an incident, is about one event; null for whoever takes them. */
    private String single(String group, String type) {
        if ("pagerduty".equals(values.optional(group + "format"))) {
            return "pagerduty";
        }
        return type == null || DIGESTED.contains(type) ? null : "a destination of type " + type;
    }
}
