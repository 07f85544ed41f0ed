package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.rule.Reason;
import io.callwatch.rule.Severity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Takes pictures of the mails, light and dark, on a phone's width and a desk's, with the Chromium that is installed, into
 * docs/mail; further ones with {@code -Dpictures=FOLDER}.
 *
 * <p>{@code mvn -q test-compile exec:exec@pictures}.
 */
public final class MailPictures {
    private static final Path FOLDER = Path.of(System.getProperty("pictures", "docs/mail"));
    /** Not those alone that {@code docs/mail} has. */
    private static final boolean EACH = System.getProperty("pictures") != null;

    private MailPictures() {
    }

    public static void main(String[] arguments) throws Exception {
        String chromium = arguments.length > 0 ? arguments[0] : "chromium";
        if (Stream.of(System.getenv("PATH").split(File.pathSeparator)).noneMatch(folder -> Files.isExecutable(Path.of(folder).resolve(chromium)))) {
            System.err.println("no pictures are taken: expected a browser named " + chromium + " on the PATH");
            System.exit(2);
        }
        MailRenderer mails = new MailRenderer(List.of(), ZoneId.of("Europe/Berlin"), "callwatch@example.com");
        Files.createDirectories(FOLDER);
        Path work = Files.createTempDirectory("mail-pictures");
        for (Map.Entry<String, Notice> notice : notices().entrySet()) {
            if (!EACH && !List.of("event", "digest").contains(notice.getKey())) {
                continue;
            }
            Path page = work.resolve(notice.getKey() + ".html");
            Files.writeString(page, mails.render(notice.getValue(), null).html());
            for (int width : List.of(360, 1000)) {
                for (boolean dark : List.of(false, true)) {
                    take(chromium, work, page, width,
                            notice.getKey().equals("digest-long") ? 10_500 : notice.getKey().equals("event") ? 620 : 900, dark);
                }
            }
        }
    }

    private static void take(String chromium, Path work, Path page, int width, int height, boolean dark) throws IOException, InterruptedException {
        // a window is never narrower than 500 px: a frame is
        Path frame = work.resolve("frame.html");
        Files.writeString(frame, "<body style='margin:0'><iframe style='border:0;width:" + width + "px;height:" + height + "px' src='"
                + page.getFileName() + "'></iframe>");
        String name = page.getFileName().toString().replace(".html", "") + "-" + width + (dark ? "-dark" : "-light") + ".png";
        Process process = new ProcessBuilder(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                "--user-data-dir=" + work.resolve("profile"), "--window-size=" + width + "," + height,
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1), "--screenshot=" + FOLDER.resolve(name).toAbsolutePath(),
                frame.toUri().toString()).redirectErrorStream(true).redirectOutput(work.resolve("chromium.log").toFile()).start();
        if (process.waitFor() != 0) {
            throw new IOException(name + " could not be taken: " + Files.readString(work.resolve("chromium.log")));
        }
    }

    private static Map<String, Notice> notices() {
        Map<String, Notice> notices = new LinkedHashMap<>();
        CallRecord meeting = Given.userCall("3cf3bbc8-b21d-4f2e-bfd0-b13603ae6c65");
        notices.put("event", Notice.of(event("0e0ec648-fc39-8157-bdd1-0a082b810064", "short-call", Severity.CRITICAL, meeting)));
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 140; i++) {
            Organizer phone = new Organizer("phone", "+4930123" + (400 + i), null, null);
            Severity severity = i % 40 == 7 ? Severity.CRITICAL : i % 3 == 0 ? Severity.INFO : Severity.WARNING;
            events.add(event("e" + i, i % 2 == 0 ? "short-call" : "external-phone", severity,
                    later(i % 5 == 0 ? meeting : Given.call("c" + i, phone, null), i)));
        }
        notices.put("digest", Notice.digest(Notice.Why.QUIET_HOURS, events.subList(0, 12), "alerts.jsonl"));
        notices.put("digest-long", Notice.digest(Notice.Why.OVER_LIMIT, events, "alerts.jsonl"));
        List<CallRecord> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            calls.add(later(Given.phoneCall("3cf3bbc8-b21d-4f2e-bfd0-b13603ae6c6" + i), i));
        }
        notices.put("burst", Notice.of(new Event("4f803af8-e0de-8407-9e25-af59de588eda", EventType.CALLS_WITHDRAWN, Given.START, Given.TENANT, "phone-burst",
                Severity.WARNING, Title.ofBurst("phone-burst", calls, "+4930123456"), calls, "+4930123456", List.of(), "x")));
        return notices;
    }

    private static CallRecord later(CallRecord call, int number) {
        Instant start = call.startDateTime().plusSeconds(97L * number);
        return new CallRecord(call.id(), call.version(), call.type(), call.modalities(), start, start.plusMillis(1_700 + 613L * number % 3_300),
                call.lastModifiedDateTime(), call.joinWebUrl(), call.organizer(), call.raw());
    }

    private static Event event(String id, String rule, Severity severity, CallRecord call) {
        return new Event(id, EventType.CALL_MATCHED, Instant.parse("2026-11-20T14:36:05Z"), Given.TENANT, rule, severity,
                Title.ofCall(rule, call), List.of(call), null,
                List.of(new Reason("call.duration", "4.2830111s"), new Reason("call.organizer.kind", call.organizer().kind())), id);
    }
}
