package io.callwatch.cli;

import io.callwatch.config.ConfigurationException;
import io.callwatch.ledger.LedgerException;
import io.callwatch.text.Causes;
import io.callwatch.text.OneLine;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Parses a command line, runs the command and turns what goes wrong into a message and an exit code. */
public final class CommandLineOfCallwatch {
    private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand::new);
        COMMANDS.put("check", CheckCommand::new);
        COMMANDS.put("backfill", BackfillCommand::new);
        COMMANDS.put("backtest", BacktestCommand::new);
        COMMANDS.put("explain", ExplainCommand::new);
        COMMANDS.put("deliveries", DeliveriesCommand::new);
        COMMANDS.put("quarantine", QuarantineCommand::new);
        COMMANDS.put("status", StatusCommand::new);
        COMMANDS.put("audit", AuditCommand::new);
        COMMANDS.put("notify-test", NotifyTestCommand::new);
        COMMANDS.put("preview", PreviewCommand::new);
        COMMANDS.put("forget", ForgetCommand::new);
    }

    private CommandLineOfCallwatch() {
    }

    /** What is no exception, such as a system that grants no more threads, would leave a process half started: it ends all the same. */
    public static int run(String... args) {
        try {
            return parsed(args);
        } catch (Error e) {
            return explain(e, null, null);
        }
    }

    /** To read the annotations of every command takes a good part of a start, so those of the one that is named are tried first. */
    private static int parsed(String... args) {
        Optional<String> late = Arrays.stream(args).filter(arg -> arg.startsWith("-D")).findFirst();
        if (late.isPresent()) { // its value may be a secret, which an unknown option would be shown with
            System.err.println("An option of Java stands before -jar, by the launcher in JAVA_OPTS: " + late.get().split("=", 2)[0]);
            return CommandLine.ExitCode.USAGE;
        }
        List<String> named = Arrays.stream(args).filter(COMMANDS::containsKey).limit(1).toList();
        boolean asksForHelp = Arrays.stream(args).anyMatch(List.of("-h", "--help")::contains);
        if (asksForHelp || named.isEmpty() && args.length > 0) {
            return commandLine(COMMANDS.keySet()).execute(args);
        }
        HeadStart.begin();
        return commandLine(named).setParameterExceptionHandler((wrong, again) -> commandLine(COMMANDS.keySet()).execute(again))
                .execute(args);
    }

    private static CommandLine commandLine(Collection<String> names) {
        CommandLine line = new CommandLine(new RootCommand());
        names.forEach(name -> line.addSubcommand(COMMANDS.get(name).get()));
        return line.setUsageHelpAutoWidth(true)
                .setOut(new PrintWriter(Results.out(), true)) // help and version are results, too
                .setExecutionStrategy(CommandLineOfCallwatch::execute)
                .setExecutionExceptionHandler(CommandLineOfCallwatch::explain);
    }

    /** What stands before a command would be an option of {@code run}, or of the command around it, and be dropped. */
    private static int execute(CommandLine.ParseResult parsed) {
        for (CommandLine.ParseResult outer = parsed; outer.hasSubcommand(); outer = outer.subcommand()) {
            CommandLine.Model.CommandSpec inner = outer.subcommand().commandSpec();
            for (CommandLine.Model.OptionSpec option : outer.matchedOptions()) {
                String name = option.longestName();
                if (!name.equals("--config") && !option.usageHelp() && !option.versionHelp()) {
                    throw new CommandLine.ParameterException(outer.commandSpec().commandLine(), name
                            + (inner.findOption(name) == null ? " is no option of " : " goes after the command ") + inner.name());
                }
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /**
     * Never a stack trace as an answer to a person; where it came from is in the log at DEBUG.
     *
     * @param parsed null where it is no exception
     */
    private static int explain(Throwable thrown, CommandLine command, CommandLine.ParseResult parsed) {
        Throwable failure = unwrapped(thrown);
        PrintStream err = System.err; // picocli's own writer would make question marks of letters in a POSIX locale
        if (failure instanceof ConfigurationException wrong) {
            err.println("The configuration" + (wrong.place() == null ? "" : " " + wrong.place()) + " has "
                    + (wrong.faults().size() == 1 ? "a fault:" : wrong.faults().size() + " faults:"));
            wrong.faults().forEach(fault -> err.println("  " + fault));
            ((RootCommand) parsed.commandSpec().userObject()).config().ignoredVariables().forEach(name -> err.println(fitsNoKey(name)));
        } else if (failure instanceof LedgerException || failure instanceof UsageException) {
            err.println(sentence(OneLine.of(failure.getMessage()))); // it may quote a server
        } else {
            err.println("Callwatch failed: " + failure.getClass().getSimpleName()
                    + (failure.getMessage() == null ? "" : ", " + OneLine.of(failure.getMessage().lines().findFirst().orElse(""))));
        }
        LoggerFactory.getLogger(CommandLineOfCallwatch.class).debug("the command failed: {}", Causes.of(thrown));
        return CommandLine.ExitCode.USAGE;
    }

    /** Of a variable of the environment: what is missed may stand there with a slip in its name. */
    static String fitsNoKey(String name) {
        return "The environment's " + name + " fits no key.";
    }

    /** What a route failed with, where it is one of ours. */
    private static Throwable unwrapped(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof LedgerException || cause instanceof ConfigurationException) {
                return cause;
            }
        }
        return Causes.unwrapped(thrown);
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
