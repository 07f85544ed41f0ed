package io.callwatch.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Watches on schedule until it is stopped (the default), or makes one pass with --once.")
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;
    @Mixin
    private Runner runner;

    @Override
    public Integer call() throws Exception {
        return runner.run(root);
    }
}
