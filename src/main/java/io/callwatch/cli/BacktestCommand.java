package io.callwatch.cli;

import io.callwatch.graph.Page;
import io.callwatch.text.OneLine;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
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
    @Option(names = "--input", paramLabel = "FILE", description = "A saved list response, or JSON lines of records.")
    private Path input;
    @Option(names = "--compare", paramLabel = "FILE", description = "Another configuration: what its rules add and take away.")
    private Path compare;
    @Option(names = "--expect", paramLabel = "FILE",
            description = "Expected rule names by call id, as JSON; exit code 1 on a difference.")
    private Path expect;
    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if ((input == null) != span.isGiven()) {
            throw new UsageException("backtest takes either --from and --to, or --input FILE");
        }
        try (OneShot work = OneShot.dry(root.config(), InstantSource.system())) {
            BacktestResult result = judged(work, root.config());
            List<String> differences = expect == null ? List.of()
                    : Expected.read(root.config().workingDirectory().resolve(expect)).differences(result.events());
            BacktestResult other = compare == null ? null : judgedBy(root.config().with(compare));
            System.out.println(json ? result.json(differences, other) : result.words());
            if (!json) {
                differences.forEach(line -> System.out.println("different: " + OneLine.of(line)));
                System.out.print(other == null ? "" : result.comparison(other, compare));
            }
            return result.isWhole() && differences.isEmpty() ? 0 : 1;
        }
    }

    private BacktestResult judgedBy(ConfigOption config) throws Exception {
        try (OneShot work = OneShot.dry(config, InstantSource.system())) {
            return judged(work, config);
        }
    }

    private BacktestResult judged(OneShot work, ConfigOption config) throws Exception {
        int unread = 0;
        if (input == null) {
            unread = work.application().read(span.spans()).unread().size();
        } else {
            for (Page page : SavedRecords.read(config.workingDirectory().resolve(input))) {
                work.application().judge(page);
            }
        }
        return BacktestResult.of(work.ledger(), work.prepared().rules(), unread);
    }
}
