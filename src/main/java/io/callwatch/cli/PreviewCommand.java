package io.callwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.app.Destinations;
import io.callwatch.app.Prepared;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.config.DestinationSettings;
import io.callwatch.destination.SampleEvents;
import io.callwatch.rule.Reason;
import io.callwatch.rule.Rule;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes what would be sent to a destination: a mail as .eml, a webhook's body, a file's line. Sends nothing. */
@Command(name = "preview", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Writes what would be sent to a destination (.eml, .json, .csv) to stdout; sends nothing.")
final class PreviewCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;
    @Parameters(paramLabel = "DESTINATION", description = "The destination's name.")
    private String name;
    @Option(names = "--event", paramLabel = "TYPE", defaultValue = "call.matched", description = "Such as call.corrected or feed.stale.")
    private String type;
    @Option(names = "--input", paramLabel = "FILE",
            description = "A saved list response, an array or JSON lines: the first record is shown, of a burst the first few.")
    private Path input;

    @Override
    public Integer call() throws Exception {
        Prepared prepared = Session.prepare(root.config());
        DestinationSettings destination = Session.destination(prepared, name);
        EventType shown = type();
        Rule rule = rule(prepared.rules().all(), shown);
        Event event = SampleEvents.event(shown, rule.name(), rule.severity(), prepared.settings().graph().tenantId());
        if (!event.calls().isEmpty()) {
            event = toldBy(rule, event);
        }
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        Destinations.preview(prepared, destination, event.withTitle(prepared.titles().of(event)), sent);
        if (root.inJson()) {
            Results.out().println(new JsonObject().put("event", event.id()).put("destination", name).put("preview", sent.toString(UTF_8)));
        } else {
            sent.writeTo(Results.out());
        }
        return 0;
    }

    /** Of those that notify the destination, if any does, the first that tells such events, if any does. */
    private Rule rule(List<Rule> rules, EventType shown) {
        return rules.stream().filter(rule -> rule.destinations().contains(name))
                .min(Comparator.comparing(rule -> (rule.burst() != null) != shown.isBurst())).orElse(rules.get(0));
    }

    private EventType type() {
        try {
            return EventType.of(type);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--event takes one of " + Arrays.stream(EventType.values()).map(EventType::word)
                    .collect(Collectors.joining(", ")) + ", saw '" + type + "'");
        }
    }

    /** Of calls that are invented, or from the file, with what the rule sees in one; in several that are invented, as they are a burst. */
    private Event toldBy(Rule rule, Event sample) {
        boolean aBurst = sample.isBurst() && rule.burst() != null;
        int count = aBurst ? rule.burst().count() : sample.calls().size();
        List<CallRecord> calls = input != null ? saved(root.config().workingDirectory().resolve(input), count)
                : aBurst ? SampleEvents.calls(count, rule.burst().within().dividedBy(count)) : sample.calls();
        String group = aBurst ? rule.group(calls.get(0)) : sample.group();
        List<Reason> reasons = !sample.isBurst() ? rule.reasons(calls.get(0))
                : aBurst && input == null && sample.type().isMatch() ? rule.reasons(calls, group) : List.of();
        return new Event(sample.id(), sample.type(), sample.timestamp(), sample.tenantId(), sample.rule(), sample.severity(),
                sample.title(), calls, group, reasons, sample.firstId());
    }

    private static List<CallRecord> saved(Path file, int count) {
        List<CallRecord> first = new ArrayList<>();
        SavedRecords.read(file, page -> page.records().stream().limit(count - first.size()).forEach(first::add));
        if (first.isEmpty()) {
            throw new UsageException("the file " + file + " holds no record");
        }
        return count > 1 && first.size() == 1 ? List.of(first.get(0), first.get(0)) : first;
    }
}
