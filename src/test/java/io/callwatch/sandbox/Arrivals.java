package io.callwatch.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What arrived, by destination, held against what was expected. A mail is known by its Message-ID, which names an event
 * of the file: that the ids agree on all channels is part of what is checked.
 */
final class Arrivals {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Map<String, List<Said>> arrived = new LinkedHashMap<>();
    private final Map<String, Collection<Said>> expected = new LinkedHashMap<>();

    Arrivals(Expectation expectation, SandboxFolder folder, WebhookReceiver receiver, MailBox mail) throws IOException {
        expected.put("archive", expectation.all());
        expected.put("hook", expectation.of("external-phone"));
        expected.put("ops-mail", expectation.of("short-call"));
        Map<String, Said> byId = new HashMap<>();
        List<Said> lines = new ArrayList<>();
        for (String line : folder.archive()) {
            JsonNode event = JSON.readTree(line);
            lines.add(Said.of(event));
            byId.put(event.path("id").asText(), Said.of(event));
        }
        arrived.put("archive", lines);
        arrived.put("hook", receiver.accepted().stream().filter(Received::verified).map(each -> Said.of(each.json())).toList());
        arrived.put("ops-mail", mail.mails().stream()
                .map(each -> byId.getOrDefault(MailBox.eventId(each), new Said("mail of unknown id", "", MailBox.eventId(each))))
                .toList());
    }

    boolean complete() {
        return expected.keySet().stream().noneMatch(each -> arrived.get(each).size() < expected.get(each).size());
    }

    /** One row for each destination. */
    List<List<String>> counts() {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("destination", "expected", "arrived", "")));
        arrived.forEach((name, all) -> rows.add(List.of(name, Integer.toString(expected.get(name).size()),
                Integer.toString(all.size()), faults(name).findAny().isEmpty() ? "as expected" : "WRONG")));
        return rows;
    }

    /** What is missing, too much or double, a line each; empty if all is well. */
    List<String> faults() {
        return arrived.keySet().stream().flatMap(this::faults).toList();
    }

    private Stream<String> faults(String name) {
        List<String> faults = new ArrayList<>();
        TreeSet<Said> missing = new TreeSet<>(expected.get(name));
        for (Said each : arrived.get(name)) {
            if (!missing.remove(each)) {
                faults.add(name + (expected.get(name).contains(each) ? ": twice " : ": not expected ") + each);
            }
        }
        missing.forEach(each -> faults.add(name + ": missing " + each));
        return faults.stream();
    }
}
