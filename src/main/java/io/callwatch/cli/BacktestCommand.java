package io.callwatch.cli;

import io.callwatch.graph.Page;
import io.callwatch.text.OneLine;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What the rules would match: the same reading and judging, on a ledger that is thrown away, with nobody told. */
@Command(name = "backtest", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Prints what the rules would match in a span or in saved records; sends and stores nothing.")
final class BacktestCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;
    @Mixin
    private SpanOptions span;
    @Option(names = "--input", paramLabel = "FILE", description = "A saved list response, or an array or JSON lines of records.")
    private Path input;
    @Option(names = "--compare", paramLabel = "FILE", description = "Another configuration: what its rules add and take away.")
    private Path compare;
    @Option(names = "--expect", paramLabel = "FILE",
            description = "Expected rule names by call id, as JSON; exit code 1 on a difference.")
    private Path expect;

    @Override
    public Integer call() throws Exception {
        if ((input == null) != span.isGiven()) {
            throw new UsageException("backtest takes either --from and --to, or --input FILE");
        }
        Expected expected = expect == null ? null : Expected.read(inWorkingDirectory(expect)); // before hours of reading
        try (OneShot work = OneShot.dry(root.config());
                OneShot other = compare == null ? null : OneShot.dry(root.config().with(compare))) {
            int unread = judge(work, other);
            BacktestResult result = BacktestResult.of(work.ledger(), work.prepared().rules(), unread);
            List<String> differences = expected == null ? List.of() : expected.differences(result);
            BacktestResult compared = other == null ? null : BacktestResult.of(other.ledger(), other.prepared().rules(), unread);
            if (root.inJson()) {
                result.printJson(differences, compared);
            } else {
                Results.out().println(result.words());
                differences.forEach(line -> Results.out().println("different: " + OneLine.of(line)));
                Results.out().print(compared == null ? "" : result.comparison(compared, compare));
            }
            return result.isWhole() && differences.isEmpty() && (compared == null || compared.isWhole()) ? 0 : 1;
        }
    }

    /**
     * What is compared is judged on the same pages, so that the service is asked once, and in the same order, since a rule may ask
     * what came before.
     *
     * @param other null where nothing is compared
     * @return how many spans could not be read
     */
    private int judge(OneShot work, OneShot other) throws Exception {
        Consumer<Page> onlooker = page -> {
            if (other != null) {
                other.application().judge(page);
            }
        };
        int unread = 0;
        if (input == null) {
            unread = work.application().read(span.spans(), onlooker, true).unread().size();
        } else {
            SavedRecords.read(inWorkingDirectory(input), onlooker.andThen(work.application()::judge));
            work.application().tellBursts();
        }
        if (other != null) {
            other.application().tellBursts();
        }
        return unread;
    }

    private Path inWorkingDirectory(Path file) {
        return root.config().workingDirectory().resolve(file);
    }
}
