package io.callwatch.app;

import io.callwatch.bench.SamplePages;
import io.callwatch.config.WatchSettings;
import io.callwatch.destination.Titles;
import io.callwatch.graph.Page;
import io.callwatch.graph.PageReader;
import io.callwatch.ledger.Calls;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerFile;
import io.callwatch.rule.RuleCompiler;
import io.callwatch.rule.RuleContext;
import io.callwatch.rule.RuleSet;
import io.callwatch.rule.RuleText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A page of 60 records judged and committed to a ledger in a file: none new, new without a match, and each a match. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VerdictsToLedger {
    private static final String TENANT = "dc368399-474c-4d40-900c-6265431fd81f";

    private static final String DAY = "2026-11-20";

    private final String page = new String(SamplePages.page(60), StandardCharsets.UTF_8);
    private Path folder;
    private Ledger ledger;
    private Judge silent;
    private Judge loud;
    private Page known;
    private int days;

    @Setup
    public void setUp() throws Exception {
        folder = Files.createTempDirectory("callwatch-bench");
        ledger = new LedgerFile("jdbc:sqlite:" + folder.resolve("callwatch.db"), null, null, folder).open();
        silent = judge("call.duration > duration('24h')");
        loud = judge("call.duration >= duration('0s')");
        known = PageReader.readList(page.getBytes(StandardCharsets.UTF_8));
        knownAlready();
    }

    @TearDown
    public void tearDown() throws Exception {
        ledger.close();
        for (Path file : List.of(folder.resolve("callwatch.db"), folder.resolve("callwatch.db-wal"), folder.resolve("callwatch.db-shm"))) {
            Files.deleteIfExists(file);
        }
    }

    @Benchmark
    public void knownAlready() {
        silent.judge(known, Reading.ofNoWindow());
    }

    @Benchmark
    public void noneMatches() throws Exception {
        silent.judge(fresh(), Reading.ofNoWindow());
    }

    @Benchmark
    public void allMatch() throws Exception {
        loud.judge(fresh(), Reading.ofNoWindow());
    }

    /** The same page on another day, under other ids. */
    private Page fresh() throws Exception {
        return PageReader.readList(page.replace(DAY, LocalDate.parse(DAY).minusDays(++days).toString())
                .replace("-0000-4000-8000-", UUID.randomUUID().toString().substring(8, 24)).getBytes(StandardCharsets.UTF_8));
    }

    private Judge judge(String condition) {
        RuleSet rules = RuleCompiler.compile(List.of(new RuleText("rule", condition, null, List.of("archive"), null, null, null)),
                RuleContext.builder().homeTenantId(TENANT).build(), (key, value, expected) -> {
                    throw new IllegalStateException(expected);
                });
        long tenant = Calls.tenantNumber(ledger, TENANT);
        InstantSource clock = InstantSource.system();
        Watch watch = new Watch(ledger, tenant, TENANT, new WatchSettings(List.of(), Duration.ofHours(2)),
                new Run(clock, clock, true));
        return new Judge(rules, ledger, tenant, new Events(TENANT, new Titles(Map.of()), clock), new Audiences(List.of()), watch, clock,
                FirstStart.of(ledger, false, clock.instant(), Duration.ZERO), () -> false);
    }
}
