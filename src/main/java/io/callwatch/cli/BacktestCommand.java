package io.callwatch.cli;

import io.callwatch.graph.Page;
import java.nio.file.Path;
import java.time.InstantSource;
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
    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if ((input == null) != span.isGiven()) {
            throw new UsageException("backtest takes either --from and --to, or --input FILE");
        }
        try (OneShot work = OneShot.dry(root.config(), InstantSource.system())) {
            int unread = 0;
            if (input == null) {
                unread = work.application().read(span.spans()).unread().size();
            } else {
                for (Page page : SavedRecords.read(root.config().workingDirectory().resolve(input))) {
                    work.application().judge(page);
                }
            }
            BacktestResult result = BacktestResult.of(work.ledger(), work.prepared().rules(), unread);
            System.out.println(json ? result.json() : result.words());
            return result.isWhole() ? 0 : 1;
        }
    }
}
