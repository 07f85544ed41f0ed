package io.callwatch.cli;

import io.callwatch.app.Audit;
import io.callwatch.app.Pass;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Overview;
import io.callwatch.text.HowMany;
import io.callwatch.text.OneLine;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "audit", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Reads the last 30 days anew and compares: listed, judged, matched, delivered. Exit code 1 on a difference.")
final class AuditCommand implements Callable<Integer> {
    private static final int MOST_NAMED = 20;

    @ParentCommand
    private RootCommand root;
    @Option(names = "--repair", description = "Judge what was missed, and send its alerts.")
    private boolean repair;
    @Option(names = "--at", paramLabel = "INSTANT", converter = InstantConverter.class, description = "Taken as the present.")
    private Instant at;

    @Override
    public Integer call() throws Exception {
        InstantSource clock = at == null ? InstantSource.system() : InstantSource.fixed(at);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try (OneShot work = OneShot.open(root.config(), clock)) {
            Audit audit = new Audit(work.ledger(), work.prepared().settings().graph().tenantId(), work.application().tenant());
            Window month = new Window(now.minus(ListRequest.KEPT), now);
            Pass pass = work.application().read(Spans.of(month), audit, repair);
            if (repair) {
                work.application().deliverOnce();
            }
            Overview overview = work.application().overview();
            Results.out().println(root.inJson() ? json(audit, month, pass, overview) : words(audit, month, pass, overview));
            boolean complete = pass.unread().isEmpty() && (audit.missed().isEmpty() || repair) && overview.pending() == 0
                    && overview.dead() == 0 && overview.quarantined() == 0 && overview.lost().isEmpty();
            return complete ? 0 : 1;
        }
    }

    private String words(Audit audit, Window month, Pass pass, Overview overview) {
        Table table = new Table("", "calls");
        table.row("listed by the service", audit.listed());
        table.row("judged at the version listed", audit.listed() - audit.missed().size());
        table.row(repair ? "missed, now judged" : "missed", audit.missed().size());
        table.row("matched by a rule", audit.matched(month.from()));
        table.row("events of rules (all)", audit.events());
        StringBuilder text = new StringBuilder(table.toString());
        if (!overview.destinations().isEmpty()) {
            Table destinations = new Table("destination", "delivered", "pending", "dead");
            overview.destinations().forEach(d -> destinations.row(d.name(), d.delivered(), d.pending(), d.dead()));
            text.append('\n').append(destinations);
        }
        name(audit.missed().stream().map(missed -> "missed: " + OneLine.of(missed)).toList(), text);
        name(audit.undelivered().stream().map(left -> "not delivered: " + left.eventId() + " to " + left.destination()).toList(), text);
        if (!audit.missed().isEmpty() && !repair) {
            paragraph(text).append("'callwatch audit --repair' judges them and sends their alerts.");
        }
        if (overview.pending() > 0 || overview.dead() > 0) {
            paragraph(text).append("What is pending or dead: see 'callwatch deliveries', then 'deliveries retry' or 'deliveries dismiss'.");
        }
        if (overview.quarantined() > 0) {
            paragraph(text).append(HowMany.of(overview.quarantined(), "record")).append(" in quarantine: see 'callwatch quarantine'.");
        }
        if (!pass.unread().isEmpty()) {
            paragraph(text).append(HowMany.of(pass.unread().size(), "span")).append(" could not be read: this audit is not whole.");
        }
        if (!overview.lost().isEmpty()) {
            paragraph(text).append(HowMany.of(overview.lost().size(), "span is", "spans are"))
                    .append(" lost for good: see 'callwatch status'.");
        }
        return text.toString();
    }

    private static void name(List<String> lines, StringBuilder text) {
        lines.stream().limit(MOST_NAMED).forEach(line -> text.append('\n').append(line));
        if (lines.size() > MOST_NAMED) {
            text.append("\n… and ").append(lines.size() - MOST_NAMED).append(" more: --json lists all");
        }
    }

    private static StringBuilder paragraph(StringBuilder text) {
        return text.append(text.charAt(text.length() - 1) == '\n' ? "\n" : "\n\n");
    }

    private static String json(Audit audit, Window month, Pass pass, Overview overview) {
        return new JsonObject().put("listed", audit.listed()).put("missed", audit.missed()).put("matched", audit.matched(month.from()))
                .put("events", audit.events())
                .put("unreadSpans", pass.unread().size()).put("quarantined", overview.quarantined())
                .put("lostSpans", overview.lost().size())
                .put("undelivered", audit.undelivered().stream().map(left -> new JsonObject().put("event", left.eventId())
                        .put("destination", left.destination())).toList())
                .put("destinations", overview.destinations().stream().map(d -> new JsonObject().put("name", d.name())
                        .put("delivered", d.delivered()).put("pending", d.pending()).put("dead", d.dead())).toList()).toString();
    }
}
