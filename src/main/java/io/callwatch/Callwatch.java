package io.callwatch;

import io.callwatch.cli.CommandLineOfCallwatch;
import io.callwatch.cli.Results;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Starts Callwatch from a command line. */
public final class Callwatch {
    /** What the JDK makes of a byte that is no letter in the process's locale. */
    private static final char NO_LETTER = '\uFFFD';

    private Callwatch() {
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ENGLISH); // the language of all that is said, numbers among it
        // the locale of cron and of bare containers, which would make question marks of letters in names
        if (isInAscii("stdout")) {
            System.setOut(utf8(FileDescriptor.out));
        }
        if (isInAscii("stderr")) {
            System.setErr(utf8(FileDescriptor.err));
        }
        Stream<String> given = Stream.concat(Arrays.stream(args), Stream.of(System.getProperty("user.dir")));
        if (given.anyMatch(name -> name.indexOf(NO_LETTER) >= 0) && !"UTF-8".equals(System.getProperty("sun.jnu.encoding"))) {
            // a person of that name would be found nowhere, and counted as forgotten; in such a folder the JDK itself gives up
            System.err.println("The locale has not all letters of the command line or of this folder: set LC_ALL=C.UTF-8,"
                    + " or what the terminal has");
            System.exit(2);
        }
        Results.separate(args);
        System.exit(printed(run(args)));
    }

    /** From Java 19 on the locale's encoding of a stream is not the default one, before that maybe on a terminal. */
    private static boolean isInAscii(String stream) {
        String encoding = Stream.of(stream, "sun." + stream).map(name -> System.getProperty(name + ".encoding")).filter(Objects::nonNull)
                .findFirst().orElse(Charset.defaultCharset().name());
        return encoding.equals(StandardCharsets.US_ASCII.name()) || StandardCharsets.US_ASCII.aliases().contains(encoding);
    }

    /** A result that is cut short is not all done: a full disk, say. A reader that wanted no more of it, such as {@code head}, is no fault. */
    private static int printed(int code) {
        if (!Results.out().checkError()) {
            return code;
        }
        String why = "what it was written to failed";
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write('\n'); // of what has failed before, nobody has kept the reason
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("pipe")) {
                return code;
            }
            why = e.getMessage();
        }
        System.err.println("What was to be printed could not be written to its end: " + why);
        return Math.max(code, 1);
    }

    private static PrintStream utf8(FileDescriptor to) {
        return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
    }

    /**
     * Runs a command to its end, in a process of its own: {@code run} ends the JVM at SIGTERM. A host has
     * {@link io.callwatch.app.Embedded}.
     *
     * @return the exit code: 0 all done, 1 something is incomplete, 2 wrong usage, configuration or ledger
     */
    public static int run(String... args) {
        return CommandLineOfCallwatch.run(args);
    }
}
