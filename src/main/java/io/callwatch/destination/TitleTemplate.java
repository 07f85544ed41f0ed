package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.text.OneLine;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operator's own wording of a rule's titles, in FreeMarker: {@code ${call.duration} from ${call.organizer.name}}.
 *
 * <p>Values, each text on one line, empty where the record lacks it: {@code rule}, {@code group}, {@code count} (of calls),
 * and {@code call} (a burst's first) with {@code id version type start duration joinWebUrl} and {@code organizer} with
 * {@code name kind id displayName tenantId phone}. Compiling refuses what cannot be read or filled in, by a
 * {@link TemplateFault}. A title that fails or is empty for one call falls back to the standard one: an alert matters more
 * than its title. Threads may share it.
 */
public final class TitleTemplate {
    private final Templates templates;
    private final String rule;
    private final ZoneId zone;
    private final String file;

    private TitleTemplate(String rule, String source, ZoneId zone) {
        this.rule = rule;
        this.zone = zone;
        this.file = "callwatch.rules." + rule + ".title";
        this.templates = new Templates(Map.of(file, source));
    }

    public static TitleTemplate compile(String rule, String source, ZoneId zone) {
        TitleTemplate template = new TitleTemplate(rule, source, zone);
        CallRecord sample = SampleEvents.everythingFilled();
        template.templates.render(template.file, template.model(List.of(sample, sample), "+4930123456"));
        return template;
    }

    /** The title of an event about calls, anew from what is in it. */
    String of(Event event) {
        try {
            String title = OneLine.of(templates.render(file, model(event.calls(), event.group())), Title.LONGEST);
            return title.isEmpty() ? Title.of(event) : title;
        } catch (TemplateFault e) {
            return Title.of(event);
        }
    }

    private Map<String, Object> model(List<CallRecord> calls, String group) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("rule", Wording.line(rule));
        model.put("group", Wording.line(group));
        model.put("count", calls.size());
        model.put("call", call(calls.get(0)));
        return model;
    }

    private Map<String, Object> call(CallRecord call) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", Wording.line(call.id()));
        model.put("version", call.version());
        model.put("type", Wording.line(call.type()));
        model.put("start", call.startDateTime() == null ? "" : Wording.when(call.startDateTime(), zone));
        model.put("duration", call.duration().map(Wording::length).orElse(""));
        model.put("joinWebUrl", JoinLink.of(call.joinWebUrl()).orElse(""));
        model.put("organizer", organizer(call.organizer()));
        return model;
    }

    private static Map<String, String> organizer(Organizer organizer) {
        Organizer there = organizer == null ? new Organizer(Organizer.UNKNOWN, null, null, null) : organizer;
        return Map.of("name", Wording.name(organizer), "kind", Wording.line(there.kind()), "id", Wording.line(there.id()),
                "displayName", Wording.line(there.displayName()), "tenantId", Wording.line(there.tenantId()),
                "phone", there.isPhone() ? Wording.phone(there.id()) : "");
    }
}
