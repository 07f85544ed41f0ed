package io.callwatch.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(name = "backfill", mixinStandardHelpOptions = true, versionProvider = Version.class,
        customSynopsis = "callwatch backfill [-hV] [--json] [--config=FILE] --from=INSTANT --to=INSTANT",
        description = "One pass over a span of start time, with notifications; no effect on the sweeps' coverage.")
final class BackfillCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;
    @Mixin
    private SpanOptions span;

    @Override
    public Integer call() throws Exception {
        var spans = span.spans();
        try (OneShot work = OneShot.open(root.config(), InstantSource.system())) {
            return work.finish(work.application().read(spans), root.inJson(), "another backfill");
        }
    }
}
