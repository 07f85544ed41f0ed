package io.callwatch.cli;

import io.callwatch.graph.GraphException;
import io.callwatch.graph.Page;
import io.callwatch.graph.PageReader;
import io.callwatch.ledger.Quarantine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** Records that could not be read or judged. */
@Command(name = "quarantine", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Lists records that could not be read or judged; 'retry' judges them again, 'dismiss' takes them off the list.",
        subcommands = {QuarantineCommand.Retry.class, QuarantineCommand.Dismiss.class})
final class QuarantineCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;
    @Option(names = "--json", description = "Print one JSON document, with the records.")
    private boolean json;

    @Override
    public Integer call() {
        try (Session session = Session.beside(root.config())) {
            List<Quarantine.Entry> entries = session.ledger().read(Quarantine::list);
            System.out.println(json ? json(entries) : words(entries));
            return entries.isEmpty() ? 0 : 1;
        }
    }

    private static String words(List<Quarantine.Entry> entries) {
        if (entries.isEmpty()) {
            return "The quarantine is empty.";
        }
        Table table = new Table("number", "since", "call", "rule", "reason");
        entries.forEach(e -> table.row(e.id(), StatusCommand.ago(e.at(), Instant.now()), e.callId(), e.rule(), e.reason()));
        return table + "\n'callwatch quarantine retry' judges them again; "
                + "'quarantine dismiss NUMBER…' takes them off the list; --json shows them whole.";
    }

    private static String json(List<Quarantine.Entry> entries) {
        return new Json().put("quarantine", entries.stream().map(e -> new Json().put("number", e.id()).put("at", e.at())
                .put("callId", e.callId()).put("rule", e.rule()).put("condition", e.condition()).put("reason", e.reason())
                .put("record", e.raw()).map()).toList()).toString();
    }

    /** Judges quarantined records again; what goes well is taken off the list, and its alerts are sent. */
    @Command(name = "retry", mixinStandardHelpOptions = true, description = "Judges the records again, with the rules as they are now.")
    static final class Retry implements Callable<Integer> {
        @ParentCommand
        private QuarantineCommand parent;

        @Override
        public Integer call() throws Exception {
            try (OneShot work = OneShot.open(parent.root.config(), InstantSource.system())) {
                List<Quarantine.Entry> entries = work.ledger().read(Quarantine::list);
                PageReader reader = new PageReader();
                for (Quarantine.Entry entry : entries) {
                    Page page;
                    try {
                        page = reader.readRecord(entry.raw());
                    } catch (GraphException e) {
                        continue; // no JSON at all: it stays
                    }
                    work.ledger().write(sql -> {
                        Quarantine.release(sql, entry, work.application().tenant());
                        return null;
                    });
                    work.application().judge(page);
                    work.ledger().write(sql -> {
                        Quarantine.remove(sql, entry);
                        return null;
                    });
                }
                work.application().deliverOnce();
                long left = work.ledger().read(Quarantine::count);
                System.out.println(entries.size() + " judged again, " + left + " still in quarantine");
                return left == 0 ? 0 : 1;
            }
        }
    }

    /** Numbers of the list. */
    static final class NumberConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (!text.matches("\\d{1,18}")) {
                throw new TypeConversionException("expected a number that 'callwatch quarantine' lists, saw '" + text + "'");
            }
            return Long.valueOf(text);
        }
    }

    /** Takes records off the list. */
    @Command(name = "dismiss", mixinStandardHelpOptions = true, description = "Takes records off the list, by number.")
    static final class Dismiss implements Callable<Integer> {
        @ParentCommand
        private QuarantineCommand parent;
        @Parameters(paramLabel = "NUMBER", arity = "1..*", converter = NumberConverter.class,
                description = "Numbers from the list.")
        private List<Long> numbers;

        @Override
        public Integer call() {
            try (Session session = Session.beside(parent.root.config())) {
                boolean all = true;
                for (long number : numbers) {
                    boolean known = session.ledger().write(sql -> Quarantine.dismiss(sql, number));
                    System.out.println(number + ": " + (known ? "dismissed" : "no such number"));
                    all &= known;
                }
                return all ? 0 : 1;
            }
        }
    }
}
