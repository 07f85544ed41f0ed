package io.callwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.app.Destinations;
import io.callwatch.app.Prepared;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.config.DestinationSettings;
import io.callwatch.destination.SampleEvents;
import io.callwatch.rule.Rule;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
            description = "A saved list response, an array or JSON lines: the first record is shown.")
    private Path input;
    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Prepared prepared = Session.prepare(root.config());
        DestinationSettings destination = Session.destination(prepared, name);
        Rule rule = rule(prepared.rules().all());
        Event event = SampleEvents.event(type(), rule.name(), rule.severity());
        if (input != null && !event.calls().isEmpty()) {
            event = about(event, root.config().workingDirectory().resolve(input));
        }
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        Destinations.preview(prepared, destination, event.withTitle(prepared.titles().of(event)), sent);
        if (json) {
            System.out.println(new JsonObject().put("event", event.id()).put("destination", name).put("preview", sent.toString(UTF_8)));
        } else {
            sent.writeTo(System.out);
        }
        return 0;
    }

    /** The first one that notifies the destination, if any does. */
    private Rule rule(List<Rule> rules) {
        return rules.stream().filter(rule -> rule.destinations().contains(name)).findFirst().orElse(rules.get(0));
    }

    private EventType type() {
        try {
            return EventType.of(type);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--event takes one of " + Arrays.stream(EventType.values()).map(EventType::word)
                    .collect(Collectors.joining(", ")) + ", saw '" + type + "'");
        }
    }

    private Event about(Event sample, Path saved) {
        List<CallRecord> first = new ArrayList<>();
        SavedRecords.read(saved, page -> page.records().stream().limit(1).forEach(first::add));
        if (first.isEmpty()) {
            throw new UsageException("the file " + saved + " holds no record");
        }
        CallRecord call = first.get(0);
        List<CallRecord> calls = sample.isBurst() ? List.of(call, call) : List.of(call);
        return new Event(sample.id(), sample.type(), sample.timestamp(), sample.tenantId(), sample.rule(), sample.severity(),
                sample.title(), calls, sample.group(), List.of(), sample.firstId());
    }
}
