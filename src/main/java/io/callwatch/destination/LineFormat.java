package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a file writes an event: a line of JSON, or of CSV (RFC 4180). Both begin with the id. */
public enum LineFormat {
    JSONL {
        private static final Pattern ID = Pattern.compile("^\\{\"id\":\"([^\"]+)\"");

        @Override
        String header() {
            return "";
        }

        @Override
        String line(Event event) {
            return EventJson.of(event) + "\n";
        }

        @Override
        String id(String line) {
            Matcher id = ID.matcher(line);
            return id.find() ? id.group(1) : null;
        }
    },

    CSV {
        @Override
        String header() {
            return "id,timestamp,type,rule,severity,title,tenantId,callId,version,startDateTime,endDateTime,durationSeconds,"
                    + "organizerKind,organizerId,organizerName\r\n";
        }

        @Override
        String line(Event event) {
            CallRecord call = event.calls().isEmpty() ? null : event.calls().get(0);
            Organizer organizer = call == null ? null : call.organizer();
            return Arrays.asList(event.id(), event.timestamp(), event.type().word(), event.rule(), event.severity().word(),
                    event.title(), event.tenantId(), call == null ? null : call.id(), call == null ? null : call.version(),
                    call == null ? null : call.startDateTime(), call == null ? null : call.endDateTime(),
                    call == null ? null : call.duration().map(d -> BigDecimal.valueOf(d.toNanos(), 9).stripTrailingZeros()
                            .toPlainString()).orElse(null),
                    organizer == null ? null : organizer.kind(), organizer == null ? null : organizer.id(),
                    organizer == null ? null : organizer.displayName())
                    .stream().map(value -> cell(Objects.toString(value, ""))).collect(Collectors.joining(",", "", "\r\n"));
        }

        @Override
        String id(String line) {
            int comma = line.indexOf(',');
            return comma <= 0 || line.startsWith("id,") ? null : line.substring(0, comma);
        }
    };

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    /** Line breaks inside a cell become spaces, so that a line of the file is one event; what a spreadsheet would run gets an apostrophe. */
    private static String cell(String value) {
        String clean = value.replaceAll("[\\r\\n\\u0000\\u2028\\u2029]+", " ");
        boolean runs = !clean.isEmpty() && "=+-@\t".indexOf(clean.charAt(0)) >= 0 && !NUMBER.matcher(clean).matches();
        String safe = runs ? "'" + clean : clean;
        return safe.matches("(?s).*[\",].*") || safe.startsWith(" ") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    /** What a new file begins with; empty for none. */
    abstract String header();

    abstract String line(Event event);

    /** The id of the event that a line is about; null where it is about none. */
    abstract String id(String line);
}
