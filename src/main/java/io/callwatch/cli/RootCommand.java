package io.callwatch.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code callwatch} without a command is {@code callwatch run}. */
@Command(name = "callwatch",
        description = "Watches Microsoft Teams call records and tells the right people.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 all done; 1 done, but something is incomplete; 2 wrong usage, configuration or ledger."})
final class RootCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;
    @Mixin
    private Runner runner;
    /** Of every command. */
    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON document.")
    private boolean json;

    ConfigOption config() {
        return config;
    }

    boolean inJson() {
        return json;
    }

    @Override
    public Integer call() throws Exception {
        return runner.run(this);
    }
}
