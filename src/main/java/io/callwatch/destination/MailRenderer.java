package io.callwatch.destination;

import io.callwatch.rule.Severity;
import io.callwatch.text.OneLine;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes mails of events: the same in plain text and in HTML, from templates.
 *
 * <p>In goes a {@link Notice}; out comes a {@link MailMessage}. Times are told in the given zone, with UTC beside it. A
 * later word on a call refers to the mail that told of it, so that mail programs show them as one conversation. Templates are those in
 * the jar or, of the same name, in folders; one that cannot be read, or be filled in with samples, is refused at once, by a
 * {@link TemplateFault}; where one fails for some event, those in the jar stand: an alert matters more than its wording. Threads may
 * share it.
 */
public final class MailRenderer {
    private static final int LONGEST_SUBJECT = 180;
    private static final Logger LOG = LoggerFactory.getLogger(MailRenderer.class);

    /** Null where an operator has none. */
    private final Templates own;
    private final ZoneId zone;
    private final String from;

    /**
     * @param folders where an operator's own templates are; what lies in a later one counts
     * @param from the sender's address, whose domain ends every message id
     */
    public MailRenderer(List<Path> folders, ZoneId zone, String from) {
        this.own = folders.isEmpty() ? null : new Templates(TemplateFiles.read(folders));
        this.zone = zone;
        this.from = from;
        if (own != null) {
            SampleEvents.all().forEach(sample -> render(sample, null, own));
        }
    }

    /** Why a file of this name in an operator's folder words no mail; empty where it does. */
    public static Optional<String> misnamed(String name) {
        return TemplateFiles.misnamed(name);
    }

    /** Those in the jar; with the first mail, since to read them is a tenth of a start. */
    private static final class Packed {
        private static final Templates TEMPLATES = new Templates(TemplateFiles.read(List.of()));
    }

    /** @param opener the id of the message that it answers, an event's or a digest's; null for none */
    public MailMessage render(Notice notice, String opener) {
        if (own != null) {
            try {
                return render(notice, opener, own);
            } catch (TemplateFault e) { // whose reason may show a value
                LOG.warn("the template {} fails in line {} for {}: that mail is worded by the one in the jar", e.file(), e.line(), notice.id());
            }
        }
        return render(notice, opener, Packed.TEMPLATES);
    }

    private MailMessage render(Notice notice, String opener, Templates templates) {
        String name = notice.isDigest() ? "digest" : "event";
        Map<String, Object> model = notice.isDigest() ? MailModel.digest(notice, zone) : MailModel.event(notice.event(), zone);
        return new MailMessage(
                subject(templates.render(name + TemplateFiles.SUBJECT, model)),
                templates.render(name + TemplateFiles.TEXT, model),
                templates.render(name + TemplateFiles.HTML, model),
                MessageId.of(notice.id(), from),
                opener == null ? null : MessageId.of(opener, from),
                headers(notice));
    }

    /** What a stranger has named like an encoded word of RFC 2047 would be decoded by who reads the mail, line breaks and all. */
    private static String subject(String rendered) {
        return OneLine.of(OneLine.of(rendered).replace("=?", "= ?"), LONGEST_SUBJECT);
    }

    /** RFC 3834 and Exchange's own way to say that no out-of-office answer is wanted. */
    private static Map<String, String> headers(Notice notice) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Auto-Submitted", "auto-generated");
        headers.put("X-Auto-Response-Suppress", "All");
        headers.put("X-Callwatch-Type", notice.type());
        headers.put("X-Callwatch-Severity", notice.severity().word());
        if (notice.rule() != null) {
            headers.put("X-Callwatch-Rule", OneLine.of(notice.rule(), 100).replaceAll("[^\\x20-\\x7E]", "?"));
        }
        if (notice.urgency().filter(Severity.CRITICAL::equals).isPresent()) {
            headers.put("Importance", "high");
        }
        return headers;
    }
}
