package io.callwatch.rule;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What rules know beside the call: whose tenant and numbers are one's own, the time zone, office hours, lists, and what
 * was seen before. Immutable; shared by threads.
 *
 * @param homeTenantId one's own tenant; empty where it is not known: then nobody can tell whose account an organizer is
 * @param internalNumbers one's own telephone numbers
 * @param timeZone in which {@code weekday} and {@code businessHours} see a time
 * @param lists name to values, asked at each use, so that a list may change
 */
public record RuleContext(
        String homeTenantId,
        InternalNumbers internalNumbers,
        ZoneId timeZone,
        BusinessHours businessHours,
        Holidays holidays,
        Map<String, Supplier<Set<String>>> lists,
        History history) {

    public RuleContext {
        homeTenantId = homeTenantId == null ? "" : homeTenantId.strip(); // another platform may know none
        Objects.requireNonNull(internalNumbers, "internalNumbers");
        Objects.requireNonNull(timeZone, "timeZone");
        Objects.requireNonNull(businessHours, "businessHours");
        Objects.requireNonNull(holidays, "holidays");
        lists = Map.copyOf(lists);
        Objects.requireNonNull(history, "history");
    }

    /** What stays the same while the product runs, as text. */
    String fixedText() {
        return String.join("\0", homeTenantId, internalNumbers.toString(), timeZone.getId(), businessHours.toString(),
                holidays.toString(), new TreeSet<>(lists.keySet()).toString());
    }

    /** Starts from the defaults: no tenant, no numbers, UTC, Mon-Fri 08:00-18:00, no holidays, no lists, no history. */
    public static Builder builder() {
        return new Builder();
    }

    /** Gathers a context; not for several threads. */
    public static final class Builder {
        private String homeTenantId = "";
        private InternalNumbers internalNumbers = InternalNumbers.of(List.of());
        private ZoneId timeZone = ZoneOffset.UTC;
        private BusinessHours businessHours = BusinessHours.parse("Mon-Fri 08:00-18:00");
        private Holidays holidays = Holidays.none();
        private final Map<String, Supplier<Set<String>>> lists = new HashMap<>();
        private History history = History.none();

        private Builder() {
        }

        public Builder homeTenantId(String id) {
            this.homeTenantId = id;
            return this;
        }

        public Builder internalNumbers(List<String> prefixes) {
            this.internalNumbers = InternalNumbers.of(prefixes);
            return this;
        }

        public Builder timeZone(ZoneId zone) {
            this.timeZone = zone;
            return this;
        }

        public Builder businessHours(BusinessHours hours) {
            this.businessHours = hours;
            return this;
        }

        public Builder holidays(Holidays days) {
            this.holidays = days;
            return this;
        }

        /** Adds a list; {@link ValueList} makes one of values or of a file. */
        public Builder list(String name, Supplier<Set<String>> values) {
            this.lists.put(name, values);
            return this;
        }

        public Builder history(History history) {
            this.history = history;
            return this;
        }

        public RuleContext build() {
            return new RuleContext(
                    homeTenantId, internalNumbers, timeZone, businessHours, holidays, lists, history);
        }
    }
}
