package io.callwatch.cli;

import io.callwatch.app.CamelSetup;
import io.callwatch.app.Destinations;
import io.callwatch.app.Prepared;
import io.callwatch.config.DestinationSettings;
import io.callwatch.config.Durations;
import io.callwatch.config.Faults;
import io.callwatch.config.QuietHours;
import io.callwatch.config.RuleSettings;
import io.callwatch.config.Settings;
import io.callwatch.connection.Probe;
import io.callwatch.graph.ClientAssertion;
import io.callwatch.text.Url;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Reads the configuration, compiles the rules and prints the plan; touches nothing unless --online.")
final class CheckCommand implements Callable<Integer> {
    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final String GOOD = "good";
    /** A component tells nothing of what is behind it before something is sent. */
    private static final String NOT_TRIED = "not tried: notify-test sends it an event";
    private static final int AT_ONCE = 3;

    @ParentCommand
    private RootCommand root;

    @Option(names = "--online", description = "Also ask for a token and a page, and connect to each mail server and webhook; nothing is posted.")
    private boolean online;

    @Override
    public Integer call() throws Exception {
        Faults faults = new Faults();
        Prepared prepared = Prepared.of(root.config().values(faults), root.config().workingDirectory(), faults);
        Destinations.look(prepared, faults);
        faults.throwIfAny();
        CamelSetup.look(prepared);
        List<Line> plan = plan(prepared.settings(), faults.place());
        prepared.own().misnamed().forEach(words -> plan.add(new Line("note", null, words)));
        root.config().ignoredVariables().forEach(name -> plan.add(new Line("note", null, CommandLineOfCallwatch.fitsNoKey(name))));
        if (!root.inJson()) {
            Results.out().println("The configuration is good. The plan:");
            int width = plan.stream().mapToInt(line -> line.name == null ? 0 : line.name.length()).max().orElse(0);
            plan.forEach(line -> Results.out().println(line.words(width)));
        }
        Map<String, String> tried = online ? online(prepared) : Map.of();
        if (root.inJson()) {
            Results.out().println(new JsonObject().put("plan", plan.stream().map(Line::json).toList()).put("online", tried.entrySet().stream()
                    .map(one -> new JsonObject().put("tried", one.getKey()).put("outcome", one.getValue())).toList()));
        } else if (online) {
            Table table = new Table("tried", "outcome");
            tried.forEach(table::row);
            Results.out().println("\n" + table);
        }
        return tried.values().stream().allMatch(List.of(GOOD, NOT_TRIED)::contains) ? 0 : 1;
    }

    /** A few destinations at once, since one that keeps silent is waited for; more are too many for a mail server that several share. */
    private static Map<String, String> online(Prepared prepared) throws Exception {
        Map<String, String> outcomes = new LinkedHashMap<>();
        Map<String, Future<String>> tries = new LinkedHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (DestinationSettings destination : prepared.settings().destinations()) {
                tries.put(destination.name(), threads.submit(
                        () -> Probe.refusal(destination, prepared.settings().proxy())
                                .orElse(destination instanceof DestinationSettings.Camel ? NOT_TRIED : GOOD)));
            }
            try (OneShot work = OneShot.aside(prepared, List.of())) {
                outcomes.put("token and list of calls", work.application().probe().orElse(GOOD));
            }
            for (Map.Entry<String, Future<String>> attempt : tries.entrySet()) {
                outcomes.put(attempt.getKey(), attempt.getValue().get());
            }
        } finally {
            threads.shutdownNow();
        }
        return outcomes;
    }

    /** @param name of a sweep, rule or destination; null where there is but one of its part */
    private record Line(String part, String name, String text) {
        String words(int width) {
            return String.format("  %-8s %s%s", part, name == null ? "" : name + " ".repeat(width - name.length() + 1), text);
        }

        JsonObject json() {
            return new JsonObject().put("part", part).put("name", name).put("text", text);
        }
    }

    private static List<Line> plan(Settings settings, String place) {
        List<Line> plan = new ArrayList<>();
        plan.add(new Line("config", null, place));
        plan.add(new Line("reads", null, settings.graph().url() + ", tenant " + settings.graph().tenantId() + ", "
                + settings.graph().concurrency() + " windows at once"));
        if (!settings.graph().tenantId().matches(GUID)) {
            plan.add(new Line("note", null,
                    "tenant-id is no GUID, by which records name a tenant: in rules, accounts of your own count as external"));
        }
        ClientAssertion.ending(settings.graph().clientCertificate(), Instant.now()).ifPresent(words -> plan.add(new Line("note", null, words)));
        if (settings.proxy() != null) {
            plan.add(new Line("proxy", null, "http://" + settings.proxy().host() + ":" + settings.proxy().port()
                    + (settings.proxy().username() == null ? "" : ", login " + settings.proxy().username())));
        }
        settings.sweeps().forEach(sweep -> plan.add(new Line("sweep", sweep.name(),
                sweep.schedule() + ", " + Durations.words(sweep.lookBack()) + " back")));
        if (!settings.timeZone().equals(ZoneId.of("UTC"))) {
            plan.add(new Line("zone", null, settings.timeZone().toString()));
        }
        settings.rules().forEach(rule -> plan.add(new Line("rule", rule.name(),
                rule.when() + burst(rule) + " -> " + String.join(", ", rule.destinations()) + " (" + rule.severity() + ")")));
        settings.destinations().forEach(destination -> plan.add(new Line("sends", destination.name(),
                words(destination) + limits(destination.common()))));
        if (!settings.watch().destinations().isEmpty()) {
            plan.add(new Line("watch", null, String.join(", ", settings.watch().destinations())));
        }
        plan.add(new Line("ledger", null, settings.ledger().url().replaceFirst("[?].*", "")));
        return plan;
    }

    private static String burst(RuleSettings rule) {
        return rule.count() == null ? "" : "; " + rule.count() + " within " + Durations.words(rule.within())
                + (rule.per() == null ? "" : " per " + rule.per());
    }

    private static String limits(DestinationSettings.Common common) {
        QuietHours quiet = common.pace().quiet();
        return (common.privacy().equals("full") ? "" : ", " + common.privacy())
                + (quiet == null ? "" : ", quiet " + quiet.from() + "-" + quiet.to() + " " + quiet.zone());
    }

    private static String words(DestinationSettings destination) {
        if (destination instanceof DestinationSettings.Email email) {
            return "mail to " + String.join(", ", email.to()) + " by " + email.host() + ":" + email.port() + " (tls=" + email.tls() + ")";
        }
        if (destination instanceof DestinationSettings.Webhook webhook) {
            return "webhook at " + Url.host(webhook.url()) + ", " + webhook.format()
                    + Probe.refusedAddress(webhook).map(kind -> ", refused: " + kind + "; allow-private=true lets it pass").orElse("")
                    + (webhook.format().equals("pagerduty") ? "" : webhook.secrets().isEmpty() ? ", not signed" : ", signed");
        }
        if (destination instanceof DestinationSettings.File file) {
            return "file " + file.path() + ", " + file.format();
        }
        DestinationSettings.Camel camel = (DestinationSettings.Camel) destination;
        return "endpoint " + Url.endpoints(camel.uri().replaceFirst("(?s)[?].*", ""))
                + (Probe.hasComponent(camel) ? "" : ", whose component is not on the classpath");
    }
}
