package io.callwatch.cli;

import io.callwatch.app.RecentOverview;
import io.callwatch.config.Durations;
import io.callwatch.graph.ClientAssertion;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Calls;
import io.callwatch.ledger.Losses;
import io.callwatch.ledger.Overview;
import io.callwatch.text.HowMany;
import io.callwatch.text.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "status", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Is data flowing? Exit code 1 when anything is at risk. 'dismiss' takes spans that are lost for good off the list.",
        subcommands = StatusCommand.Dismiss.class)
final class StatusCommand implements Callable<Integer> {
    private static final int MOST_LATE = 5;
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter ANOTHER_DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    @ParentCommand
    private RootCommand root;
    @Option(names = "--at", paramLabel = "INSTANT", converter = InstantConverter.class, description = "Taken as the present.")
    private Instant at;

    @Override
    public Integer call() {
        try (Session session = Session.beside(root.config())) {
            InstantSource clock = at == null ? InstantSource.system() : InstantSource.fixed(at);
            Overview now = new RecentOverview(session.ledger(), session.settings(), clock).now();
            Results.out().println(root.inJson() ? json(now) : words(now));
            if (!root.inJson()) {
                ClientAssertion.ending(session.settings().graph().clientCertificate(), Instant.now())
                        .ifPresent(words -> Results.out().println("Note: " + words));
            }
            return now.isAtRisk() ? 1 : 0;
        }
    }

    private static String words(Overview now) {
        StringBuilder text = new StringBuilder();
        text.append(now.isStale() ? "Data is NOT flowing: " : "Data is flowing: ")
                .append("last complete pass ").append(ago(now.lastComplete(), now.at()))
                .append(now.newestStart() == null ? ", no call seen yet" : ", newest call started " + ago(now.newestStart(), now.at()))
                .append('\n');
        if (now.trouble() != null) {
            text.append("What failed last, ").append(ago(now.trouble().at(), now.at())).append(": ").append(now.trouble().reason())
                    .append('\n');
        }
        text.append('\n');
        Table sweeps = new Table("sweep", "last complete pass", "behind");
        now.sweeps().forEach(sweep -> sweeps.row(sweep.name(), ago(sweep.complete(), now.at()), behind(sweep, now.at())));
        text.append(sweeps).append('\n');
        Table counts = new Table("today (UTC)", "", "waiting", "");
        counts.row("records", now.recordsToday(), "undecided", now.undecided() + (now.undecidedLate() == 0 ? ""
                : ", " + now.undecidedLate() + " for too long"));
        counts.row("alerts", now.alertsToday(), "quarantined", now.quarantined());
        text.append(counts);
        if (!now.destinations().isEmpty()) {
            Table destinations = new Table("destination", "delivered", "pending", "dead", "oldest pending");
            now.destinations().forEach(d -> destinations.row(d.name(), d.delivered(), d.pending(), d.dead(),
                    d.oldest() == null ? "-" : ago(d.oldest(), now.at())));
            text.append('\n').append(destinations);
        }
        return text.append(next(now)).toString().stripTrailing();
    }

    /** {@code 3 h 20 min of start times unread, waiting since 14:05 (UTC)}. */
    private static String behind(Overview.SweepState sweep, Instant now) {
        if (sweep.unread().isEmpty()) {
            return "nothing";
        }
        OffsetDateTime since = sweep.waitingSince().atOffset(ZoneOffset.UTC);
        boolean today = since.toLocalDate().equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
        return Durations.words(sweep.behind()) + " of start times unread, waiting since "
                + since.format(today ? TODAY : ANOTHER_DAY) + " (UTC)";
    }

    /** What is wrong, and what to do about it. */
    private static String next(Overview now) {
        StringBuilder text = new StringBuilder();
        if (now.isStale()) {
            text.append("\nNo pass was complete in the last ").append(Durations.words(now.staleAfter()))
                    .append(": see that 'callwatch run' is running, and in its log what it could not read.");
        }
        now.leaving().ifPresent(left -> text.append("\nUnread: ").append(now.unread().get(0)).append(left.isNegative()
                ? " began to leave the service " + Durations.words(left) + " ago"
                : " begins to leave the service in " + Durations.words(left))
                .append("; a pass that is under way reads it, or the next one. Where one could not, the log says why."));
        now.lost().forEach(window -> text.append("\nLost for good: calls that started in ").append(window)
                .append(" left the service before they were read."));
        if (!now.lost().isEmpty()) {
            text.append(" 'callwatch status dismiss' takes ").append(now.lost().size() == 1 ? "it" : "them").append(" off the list.");
        }
        now.late().stream().limit(MOST_LATE).forEach(late -> text.append("\nUndecided for too long: rule ").append(late.rule())
                .append(" waits for ").append(late.hangsOn()).append(" in ").append(HowMany.of(late.calls(), "call"))
                .append(late.calls() > 1 ? ", such as " : ", ").append(OneLine.of(late.callId())).append(": see 'callwatch explain ")
                .append(OneLine.of(late.callId())).append("'."));
        now.destinations().stream().filter(d -> d.stopped() != null).forEach(d -> text.append("\nDestination ").append(d.name())
                .append(" is stopped: ").append(d.stopped()).append("; 'callwatch deliveries retry --all' starts it again."));
        if (now.pending() > 0) {
            text.append("\nPending deliveries are due, to be tried again, or held by their destination's own settings: see "
                    + "'callwatch deliveries'.");
        }
        if (now.dead() > 0) {
            text.append("\nDead deliveries: see 'callwatch deliveries --state dead', then 'deliveries retry' or 'deliveries dismiss'.");
        }
        if (now.quarantined() > 0) {
            text.append("\nQuarantine: see 'callwatch quarantine', then 'quarantine retry' or 'quarantine dismiss'.");
        }
        return text.length() == 0 ? "" : "\n" + text.toString().stripLeading();
    }

    private static String json(Overview now) {
        List<?> sweeps = now.sweeps().stream().map(sweep -> new JsonObject().put("name", sweep.name())
                .put("lastComplete", sweep.complete()).put("unread", windows(sweep.unread()))
                .put("behind", sweep.behind()).put("waitingSince", sweep.waitingSince())).toList();
        List<?> destinations = now.destinations().stream().map(d -> new JsonObject().put("name", d.name())
                .put("delivered", d.delivered()).put("pending", d.pending()).put("dead", d.dead())
                .put("oldestPending", d.oldest()).put("stopped", d.stopped())).toList();
        return new JsonObject().put("at", now.at()).put("flowing", !now.isStale())
                .put("atRisk", now.isAtRisk()).put("lastComplete", now.lastComplete())
                .put("newestStart", now.newestStart()).put("sweeps", sweeps).put("recordsToday", now.recordsToday())
                .put("alertsToday", now.alertsToday()).put("undecided", now.undecided()).put("undecidedLate", now.undecidedLate())
                .put("quarantined", now.quarantined()).put("destinations", destinations).put("unread", windows(now.unread()))
                .put("lost", windows(now.lost())).put("trouble", now.trouble() == null ? null
                        : new JsonObject().put("at", now.trouble().at()).put("reason", now.trouble().reason())).toString();
    }

    private static List<?> windows(List<Window> windows) {
        return windows.stream().map(w -> new JsonObject().put("from", w.from()).put("to", w.to())).toList();
    }

    static String ago(Instant then, Instant now) {
        return then == null ? "never" : Durations.words(Duration.between(then, now)) + (then.isAfter(now) ? " ahead" : " ago");
    }

    /** What is lost stays so; once somebody knows, it is no longer a reason for exit code 1 and for readiness to be down. */
    @Command(name = "dismiss", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Takes spans that are lost for good off the list.")
    static final class Dismiss implements Callable<Integer> {
        @ParentCommand
        private StatusCommand parent;

        @Override
        public Integer call() {
            try (Session session = Session.beside(parent.root.config())) {
                Losses losses = new Losses(Calls.tenantNumber(session.ledger(), session.settings().graph().tenantId()));
                List<Window> listed = session.ledger().write(sql -> {
                    List<Window> before = losses.listed(sql);
                    losses.dismiss(sql);
                    return before;
                });
                Results.out().println(parent.root.inJson() ? new JsonObject().put("dismissed", listed.size())
                        : HowMany.of(listed.size(), "lost span") + " off the list");
                return 0;
            }
        }
    }
}
