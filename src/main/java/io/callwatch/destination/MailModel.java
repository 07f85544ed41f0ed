package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.rule.Severity;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the mail's templates are given: texts that are each one clean line, lists and maps of them; none is ever absent.
 *
 * <pre>
 * event:  id type severity status title note headline rule facts[label value] joinUrl calls[who when length id] moreCalls
 * digest: id title rule reason sentence severity urgency rows[status title severity rule who when length] moreRows restIn
 * </pre>
 */
final class MailModel {
    private static final int MOST_CALLS = 25;
    /** What is over is counted and said to be elsewhere. */
    private static final int MOST_ROWS = 100;

    private MailModel() {
    }

    static Map<String, Object> event(Event event, ZoneId zone) {
        Facts facts = Facts.of(event, zone);
        List<Map<String, String>> calls = new ArrayList<>();
        if (event.isBurst()) {
            event.calls().stream().limit(MOST_CALLS).forEach(call -> calls.add(call(call, zone)));
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", Wording.line(event.id()));
        model.put("type", event.type().word());
        model.put("severity", event.severity().word());
        model.put("status", facts.status());
        model.put("title", facts.title());
        model.put("note", facts.note());
        model.put("headline", facts.headline());
        model.put("rule", Wording.line(event.rule()));
        model.put("facts", facts.rowsBeneathTitle().stream().filter(f -> calls.isEmpty() || !f.label().equals(Facts.CALL_IDS))
                .map(f -> Map.of("label", f.label(), "value", f.value())).toList());
        model.put("joinUrl", facts.joinUrl() == null ? "" : facts.joinUrl());
        model.put("calls", calls);
        model.put("moreCalls", calls.isEmpty() ? 0 : event.calls().size() - calls.size());
        return model;
    }

    static Map<String, Object> digest(Notice notice, ZoneId zone) {
        List<Map<String, String>> rows = new ArrayList<>();
        notice.events().stream().limit(MOST_ROWS).forEach(event -> rows.add(row(event, zone)));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", notice.id());
        model.put("title", notice.title());
        model.put("rule", Wording.line(notice.rule()));
        model.put("reason", notice.why().word());
        model.put("sentence", notice.why().sentence());
        model.put("severity", notice.severity().word());
        model.put("urgency", notice.urgency().map(Severity::word).orElse(""));
        model.put("rows", rows);
        model.put("moreRows", notice.events().size() - rows.size());
        model.put("restIn", Rows.restIn(notice));
        return model;
    }

    private static Map<String, String> row(Event event, ZoneId zone) {
        Rows.Row row = Rows.of(event, zone);
        return Map.of("status", row.status(), "title", row.title(), "severity", row.severity(), "rule", row.rule(), "who", row.who(),
                "when", row.when(), "length", row.length());
    }

    private static Map<String, String> call(CallRecord call, ZoneId zone) {
        return Map.of(
                "who", Wording.name(call.organizer()),
                "when", Wording.when(call.startDateTime(), zone),
                "length", Wording.length(call),
                "id", Wording.line(call.id()));
    }
}
