package io.callwatch.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The parts, by JMH: mean times of one run, as ratios to what does the same without us. */
final class Micro {
    private Micro() {
    }

    static void run() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder().include("PageToRecords|RecordsToVerdicts|VerdictsToLedger")
                .verbosity(VerboseMode.SILENT).build()).run();
        Map<String, Double> micros = new LinkedHashMap<>();
        results.forEach(result -> micros.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore()));
        System.out.printf("%n%-46s %12s %8s  %s%n", "part (a page of 60 records)", "mean", "ratio", "to");
        line(micros, "page to records", "pageReader", "tokensAlone", "Jackson's parser, nothing kept");
        line(micros, "", "tree", "tokensAlone", "");
        line(micros, "ten rules", "tenRules", "tenPredicates", "ten Java predicates");
        line(micros, "", "tenRules", "oneMethod", "one Java method for all ten");
        line(micros, "1,000 different rules", "thousandRules", "tenRules", "ten rules");
        line(micros, "verdicts to ledger, each record a match", "allMatch", "noneMatches", "no record a match");
        line(micros, "a page that is known already", "knownAlready", "noneMatches", "a new one");
    }

    private static void line(Map<String, Double> micros, String what, String part, String other) {
        System.out.printf("%-46s %9.1f µs %8.2f%n", what, micros.get(part), micros.get(part) / micros.get(other));
    }

    private static void line(Map<String, Double> micros, String what, String part, String other, String name) {
        System.out.printf("%-46s %9.1f µs %8.2f  %s%n", what.isEmpty() ? "  " + part : what, micros.get(part),
                micros.get(part) / micros.get(other), name);
    }
}
