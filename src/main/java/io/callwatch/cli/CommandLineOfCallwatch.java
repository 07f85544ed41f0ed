package io.callwatch.cli;

import io.callwatch.app.Causes;
import io.callwatch.config.ConfigurationException;
import io.callwatch.ledger.LedgerException;
import java.io.PrintWriter;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Parses a command line, runs the command and turns what goes wrong into a message and an exit code. */
public final class CommandLineOfCallwatch {
    private CommandLineOfCallwatch() {
    }

    public static int run(String... args) {
        return new CommandLine(new RootCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(CommandLineOfCallwatch::explain)
                .execute(args);
    }

    /** Never a stack trace as an answer to a person; where it came from is in the log at DEBUG. */
    private static int explain(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
        Throwable failure = unwrapped(thrown);
        PrintWriter err = command.getErr();
        if (failure instanceof ConfigurationException wrong) {
            err.println(wrong.faults().size() == 1 ? "The configuration has a fault:"
                    : "The configuration has " + wrong.faults().size() + " faults:");
            wrong.faults().forEach(fault -> err.println("  " + fault));
        } else if (failure instanceof LedgerException || failure instanceof UsageException) {
            err.println(sentence(failure.getMessage()));
        } else {
            err.println("Callwatch failed: " + failure.getClass().getSimpleName()
                    + (failure.getMessage() == null ? "" : ", " + failure.getMessage().lines().findFirst().orElse("")));
        }
        err.flush();
        LoggerFactory.getLogger(CommandLineOfCallwatch.class).debug("the command failed: {}", Causes.of(thrown));
        return CommandLine.ExitCode.USAGE;
    }

    /** What a route failed with, where it is one of ours. */
    private static Throwable unwrapped(Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof LedgerException || cause instanceof ConfigurationException) {
                return cause;
            }
        }
        return thrown;
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
