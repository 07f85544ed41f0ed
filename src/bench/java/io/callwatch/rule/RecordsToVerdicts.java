package io.callwatch.rule;

import io.callwatch.callrecord.CallRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A page of 60 records judged: by ten rules, by a thousand different ones, and by Java written for the ten. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordsToVerdicts {
    private List<CallRecord> page;
    private RuleSet ten;
    private RuleSet thousand;

    @Setup
    public void setUp() {
        page = TenRules.page();
        ten = TenRules.compiled(TenRules.CONDITIONS);
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(TenRules.CONDITIONS.get(i % 10) + " && call.version < " + (1_000 + i));
        }
        thousand = TenRules.compiled(many);
        int byHand = page.stream().mapToInt(TenRules::byHand).sum();
        if (byHand != tenRules() || byHand != tenPredicates()) {
            throw new IllegalStateException("the rules and the Java say different things: " + tenRules() + ", " + byHand);
        }
    }

    @Benchmark
    public int tenRules() {
        return judged(ten);
    }

    @Benchmark
    public int thousandRules() {
        return judged(thousand);
    }

    /** Ten predicates in a list, as somebody writes them whose rules are to be told apart. */
    @Benchmark
    public int tenPredicates() {
        int told = 0;
        for (CallRecord call : page) {
            told += TenRules.eachByHand(call);
        }
        return told;
    }

    /** One method in which the ten share what they have in common. */
    @Benchmark
    public int oneMethod() {
        int told = 0;
        for (CallRecord call : page) {
            told += TenRules.byHand(call);
        }
        return told;
    }

    private int judged(RuleSet rules) {
        int told = 0;
        for (CallRecord call : page) {
            for (Judgement judgement : rules.judge(call)) {
                Outcome outcome = judgement.verdict().outcome();
                told += outcome == Outcome.UNDECIDED ? 1 << 16 : outcome == Outcome.MATCH ? 1 : 0;
            }
        }
        return told;
    }
}
