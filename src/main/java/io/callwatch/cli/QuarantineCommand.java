package io.callwatch.cli;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.Page;
import io.callwatch.graph.PageReader;
import io.callwatch.graph.UnreadableRecord;
import io.callwatch.ledger.Calls;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Overview;
import io.callwatch.ledger.Quarantine;
import io.callwatch.ledger.Sql;
import io.callwatch.text.HowMany;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "quarantine", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Lists records that could not be read or judged; 'retry' judges them again, 'dismiss' takes them off the list.",
        subcommands = {QuarantineCommand.Retry.class, QuarantineCommand.Dismiss.class})
final class QuarantineCommand implements Callable<Integer> {
    private static final int AT_ONCE = 100;

    @ParentCommand
    private RootCommand root;

    @Override
    public Integer call() {
        try (Session session = Session.beside(root.config())) {
            long all = session.ledger().read(Quarantine::count);
            if (root.inJson()) {
                printJson(session.ledger());
            } else {
                Results.out().println(words(session.ledger().read(sql -> Quarantine.list(sql, 0, Table.MOST)), all));
            }
            return all == 0 ? 0 : 1;
        }
    }

    private static String words(List<Quarantine.Entry> entries, long all) {
        if (entries.isEmpty()) {
            return "The quarantine is empty.";
        }
        Table table = new Table("number", "since", "call", "rule", "reason");
        entries.forEach(e -> table.row(e.id(), StatusCommand.ago(e.at(), Instant.now()), e.callId(), e.rule(), e.reason()));
        return table + table.left(all) + "\n'callwatch quarantine retry' judges them again; "
                + "'quarantine dismiss' takes them off the list, or some of them by number; --json shows them whole.";
    }

    private static void printJson(Ledger ledger) {
        try (JsonDocument document = new JsonDocument()) {
            document.list("quarantine", entries -> {
                for (List<Quarantine.Entry> some = after(ledger, 0); !some.isEmpty(); some = after(ledger, last(some))) {
                    some.forEach(e -> entries.accept(new JsonObject().put("number", e.id()).put("at", e.at()).put("callId", e.callId())
                            .put("rule", e.rule()).put("condition", e.condition()).put("reason", e.reason()).put("record", e.raw())));
                }
            });
        }
    }

    private static long last(List<Quarantine.Entry> some) {
        return some.get(some.size() - 1).id();
    }

    private static List<Quarantine.Entry> after(Ledger ledger, long number) {
        return ledger.read(sql -> Quarantine.list(sql, number, AT_ONCE));
    }

    /** Judges quarantined records again; what goes well is taken off the list, and its alerts are sent. */
    @Command(name = "retry", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Judges the records again, with the rules as they are now, and sends their alerts.")
    static final class Retry implements Callable<Integer> {
        @ParentCommand
        private QuarantineCommand parent;

        @Override
        public Integer call() throws Exception {
            try (OneShot work = OneShot.openThere(parent.root.config())) {
                long newest = work.ledger().read(Quarantine::newest); // what comes back has a higher number
                long judged = 0;
                for (long number = 0; number < newest;) {
                    List<Quarantine.Entry> some = after(work.ledger(), number).stream().filter(e -> e.id() <= newest).toList();
                    judgeAgain(work, some);
                    judged += some.size();
                    number = some.isEmpty() ? newest : last(some);
                }
                work.application().tellBursts();
                work.application().deliverOnce();
                Overview now = work.application().overview();
                boolean told = now.pending() == 0 && now.dead() == 0;
                Results.out().println(parent.root.inJson()
                        ? new JsonObject().put("judged", judged).put("left", now.quarantined()).put("pending", now.pending())
                                .put("dead", now.dead())
                        : judged + " judged again, " + now.quarantined() + " still in quarantine" + (told ? ""
                                : "\ndeliveries: " + now.pending() + " pending, " + now.dead() + " dead; see 'callwatch deliveries'"));
                return now.quarantined() == 0 && told ? 0 : 1;
            }
        }

        private static void judgeAgain(OneShot work, List<Quarantine.Entry> entries) {
            List<Quarantine.Entry> read = new ArrayList<>();
            List<CallRecord> records = new ArrayList<>();
            List<UnreadableRecord> unreadable = new ArrayList<>();
            for (Quarantine.Entry entry : entries) {
                try {
                    Page page = PageReader.readRecord(entry.raw());
                    records.addAll(page.records());
                    unreadable.addAll(page.unreadable());
                    read.add(entry);
                } catch (GraphException e) {
                    // no JSON at all: it stays
                }
            }
            work.ledger().change(sql -> {
                for (Quarantine.Entry entry : read) {
                    Quarantine.release(sql, entry);
                }
                new Calls(work.application().tenant()).judgeAgain(sql, records);
            });
            work.application().judge(new Page(records, unreadable, null));
            String tenant = work.prepared().settings().graph().tenantId();
            work.ledger().change(sql -> {
                for (Quarantine.Entry entry : read) {
                    Quarantine.settle(sql, tenant, entry);
                }
            });
        }
    }

    @Command(name = "dismiss", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Takes records off the list: those of the numbers, or all.")
    static final class Dismiss implements Callable<Integer> {
        @ParentCommand
        private QuarantineCommand parent;
        @Parameters(paramLabel = "NUMBER", arity = "0..*", description = "Numbers from the list; without one, all that is on it.")
        private List<String> numbers;

        @Override
        public Integer call() {
            Set<Long> named = numbers == null ? null
                    : numbers.stream().map(Dismiss::number).collect(Collectors.toCollection(LinkedHashSet::new));
            try (Session session = Session.beside(parent.root.config())) {
                Map<Long, Boolean> dismissed = session.ledger().write(sql -> {
                    Map<Long, Boolean> known = new LinkedHashMap<>();
                    for (long number : named == null ? listed(sql) : named) {
                        known.put(number, Quarantine.dismiss(sql, number));
                    }
                    return known;
                });
                if (parent.root.inJson()) {
                    Results.out().println(new JsonObject().put("quarantine", dismissed.entrySet().stream()
                            .map(one -> new JsonObject().put("number", one.getKey()).put("dismissed", one.getValue())).toList()));
                } else if (named == null) {
                    Results.out().println(HowMany.of(dismissed.size(), "record") + " off the list");
                } else {
                    dismissed.forEach((number, known) -> Results.out().println(number + ": " + (known ? "dismissed" : "no such number")));
                }
                return dismissed.containsValue(false) ? 1 : 0;
            }
        }

        private static long number(String text) {
            if (!text.matches("\\d{1,18}")) {
                throw new UsageException("NUMBER: expected a number that 'callwatch quarantine' lists, saw '" + text + "'");
            }
            return Long.parseLong(text);
        }

        private static List<Long> listed(Sql sql) throws SQLException {
            return Quarantine.reasons(sql).stream().map(Quarantine.Entry::id).toList();
        }
    }
}
