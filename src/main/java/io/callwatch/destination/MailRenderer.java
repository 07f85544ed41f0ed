package io.callwatch.destination;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a mail of an event: subject, plain text and HTML, from FreeMarker templates that escape by themselves.
 *
 * <p>Times are in the configured zone, with UTC beside it. Data of a call are values for the templates and never templates.
 * Threads may share it.
 */
public final class MailRenderer {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm:ss", Locale.ENGLISH);

    private final Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    private final ZoneId zone;
    private final String domain;

    /** @param from the sender's address, whose domain the message ids bear */
    public MailRenderer(ZoneId zone, String from) {
        this.zone = zone;
        this.domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
        templates.setClassForTemplateLoading(MailRenderer.class, "/templates");
        templates.setDefaultEncoding("UTF-8");
        templates.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setLocale(Locale.ENGLISH);
        templates.setRecognizeStandardFileExtensions(false);
    }

    public MailMessage render(Event event) {
        Map<String, Object> model = model(event);
        return new MailMessage(subject(event), fill("event.txt.ftl", model), fill("event.html.ftl", model),
                messageId(event.id()), event.firstId().equals(event.id()) ? null : messageId(event.firstId()));
    }

    private String messageId(String id) {
        return "<" + id.replaceAll("[^A-Za-z0-9.-]", "") + "@" + (domain.isEmpty() ? "callwatch" : domain) + ">";
    }

    private static String subject(Event event) {
        return Title.line(prefix(event.type()) + event.title());
    }

    private static String prefix(EventType type) {
        return switch (type) {
            case CALL_CORRECTED -> "Corrected: ";
            case CALL_WITHDRAWN, CALLS_WITHDRAWN -> "Withdrawn: ";
            case TEST -> "Test: ";
            default -> "";
        };
    }

    private Map<String, Object> model(Event event) {
        Map<String, Object> model = new HashMap<>();
        model.put("event", event);
        model.put("headline", subject(event));
        model.put("severity", event.severity().word());
        model.put("type", event.type().word());
        model.put("calls", event.calls().stream().map(call -> Map.of(
                "id", call.id(),
                "version", Long.toString(call.version()),
                "who", CallWords.organizer(call),
                "kind", call.organizer() == null ? "unknown" : call.organizer().kind(),
                "start", time(call.startDateTime()),
                "end", time(call.endDateTime()),
                "duration", CallWords.duration(call),
                "type", call.type() == null ? "unknown" : call.type(),
                "modalities", String.join(", ", call.modalities()),
                "joinUrl", httpsOnly(call.joinWebUrl()))).toList());
        model.put("reasons", event.reasons());
        return model;
    }

    /** {@code Fri 20 Nov 2026, 15:03:36 CET (14:03:36 UTC)}. */
    private String time(Instant instant) {
        if (instant == null) {
            return "not known yet";
        }
        String local = TIME.format(instant.atZone(zone)) + " "
                + DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(instant.atZone(zone));
        boolean utc = zone.getRules().getOffset(instant).equals(ZoneOffset.UTC);
        return utc ? local : local + " (" + DateTimeFormatter.ofPattern("HH:mm:ss").format(instant.atZone(ZoneOffset.UTC)) + " UTC)";
    }

    private static String httpsOnly(String url) {
        return url != null && url.matches("https://[\\x21-\\x7e]{1,2000}") ? url : "";
    }

    private String fill(String name, Map<String, Object> model) {
        try {
            StringWriter text = new StringWriter();
            Template template = templates.getTemplate(name);
            template.process(model, text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("the template " + name + " cannot be read", e);
        } catch (TemplateException e) {
            throw new IllegalStateException("the template " + name + " failed: " + e.getMessageWithoutStackTop(), e);
        }
    }
}
