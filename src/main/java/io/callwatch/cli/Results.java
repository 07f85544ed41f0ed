package io.callwatch.cli;

import java.io.PrintStream;
import java.util.Arrays;

/**
 * Where results go: to stdout. Where they are one JSON document nothing else may be in it, and what a library of a component, or an
 * operator's route, writes to {@code System.out} goes to stderr.
 */
public final class Results {
    private static volatile PrintStream document;

    private Results() {
    }

    /** For the process of one command. */
    public static void separate(String... command) {
        if (Arrays.asList(command).contains("--json")) {
            document = System.out;
            System.setOut(System.err);
        }
    }

    public static PrintStream out() {
        return document == null ? System.out : document;
    }
}
