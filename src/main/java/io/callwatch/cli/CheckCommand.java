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
import io.callwatch.connection.Connection;
import io.callwatch.graph.ClientAssertion;
import io.callwatch.text.Url;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Reads the configuration, compiles the rules and prints the plan; touches nothing unless --online.")
final class CheckCommand implements Callable<Integer> {
    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    @ParentCommand
    private RootCommand root;

    @Option(names = "--online", description = "Also ask for a token and a page, and connect to each destination; nothing is posted.")
    private boolean online;

    @Override
    public Integer call() throws Exception {
        Faults faults = new Faults();
        Prepared prepared = Prepared.of(root.config().values(faults), root.config().workingDirectory(), faults);
        Destinations.look(prepared, faults);
        faults.throwIfAny();
        CamelSetup.look(prepared);
        print(prepared.settings(), faults.place(), System.out);
        return online ? online(prepared) : 0;
    }

    private int online(Prepared prepared) throws Exception {
        boolean good = true;
        Table table = new Table("tried", "outcome");
        try (OneShot work = OneShot.aside(prepared, List.of())) {
            Optional<String> refusal = work.application().probe();
            good &= refusal.isEmpty();
            table.row("token and list of calls", refusal.orElse("good"));
        }
        for (DestinationSettings destination : prepared.settings().destinations()) {
            Optional<String> refusal = Connection.refusal(destination, prepared.settings().proxy());
            good &= refusal.isEmpty();
            table.row(destination.name(), refusal.orElse("good"));
        }
        System.out.println("\n" + table);
        return good ? 0 : 1;
    }

    private static void print(Settings settings, String place, PrintStream out) {
        out.println("The configuration is good. The plan:");
        out.printf("  config   %s%n", place);
        out.printf("  reads    %s, tenant %s, %d windows at once%n", settings.graph().url(), settings.graph().tenantId(),
                settings.graph().concurrency());
        if (!settings.graph().tenantId().matches(GUID)) {
            out.println("  note     tenant-id is no GUID, by which records name a tenant: in rules, accounts of your own count as external");
        }
        ClientAssertion.ending(settings.graph().clientCertificate(), Instant.now()).ifPresent(words -> out.println("  note     " + words));
        if (settings.proxy() != null) {
            out.printf("  proxy    http://%s:%d%s%n", settings.proxy().host(), settings.proxy().port(),
                    settings.proxy().username() == null ? "" : ", login " + settings.proxy().username());
        }
        settings.sweeps().forEach(sweep -> out.printf("  sweep    %-16s %s, %s back%n", sweep.name(), sweep.schedule(),
                Durations.words(sweep.lookBack())));
        if (!settings.timeZone().equals(ZoneId.of("UTC"))) {
            out.printf("  zone     %s%n", settings.timeZone());
        }
        settings.rules().forEach(rule -> out.printf("  rule     %-16s %s%s -> %s (%s)%n", rule.name(), rule.when(), burst(rule),
                String.join(", ", rule.destinations()), rule.severity()));
        settings.destinations().forEach(destination -> out.printf("  sends    %-16s %s%n", destination.name(),
                words(destination) + limits(destination.common())));
        if (!settings.watch().destinations().isEmpty()) {
            out.printf("  watch    %s%n", String.join(", ", settings.watch().destinations()));
        }
        out.printf("  ledger   %s%n", settings.ledger().url().replaceFirst("[?].*", ""));
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
            return "mail to " + String.join(", ", email.to()) + " by " + email.host() + ":" + email.port() + " (" + email.tls() + ")";
        }
        if (destination instanceof DestinationSettings.Webhook webhook) {
            return "webhook at " + Url.host(webhook.url()) + ", " + webhook.format()
                    + Connection.refusedAddress(webhook).map(kind -> ", refused: " + kind + "; allow-private=true lets it pass").orElse("")
                    + (webhook.format().equals("pagerduty") ? "" : webhook.secrets().isEmpty() ? ", not signed" : ", signed");
        }
        if (destination instanceof DestinationSettings.File file) {
            return "file " + file.path() + ", " + file.format();
        }
        DestinationSettings.Camel camel = (DestinationSettings.Camel) destination;
        return "endpoint " + Url.endpoints(camel.uri().replaceFirst("(?s)[?].*", ""))
                + (Connection.hasComponent(camel) ? "" : ", whose component is not on the classpath");
    }
}
