package io.callwatch.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whole processes side by side on the same pages, each read to its end; ratios of one run. */
final class Whole {
    private static final String CHAIN = "one chain, blocking HTTP, streaming parser";
    private static final String ROUTE = "plain Camel route";
    private static final String SDK = "Graph SDK, PageIterator";
    private static final String JAR = "Callwatch, java -jar";
    private static final String LAUNCHER = "Callwatch, launcher";
    private static final String AGAIN = ", again";
    private static final String SHORT_CALLS = "call.duration < duration('5s')";
    private static final String ALL_CALLS = "call.duration >= duration('0s')";

    private final Path jar = Path.of(System.getProperty("callwatch.jar"));
    private final Targets targets;

    Whole(Targets targets) {
        this.targets = targets;
    }

    void run() throws Exception {
        start();
        delayed();
        quick();
        million();
        matches();
    }

    /** From the begin of the process to its first request: the plain route's for a page, ours for the token. */
    void start() throws Exception {
        try (FastTenant tenant = new FastTenant(60, Duration.ZERO)) {
            launcher(tenant, 4, SHORT_CALLS).run(tenant); // makes its archive of classes
            Race race = Race.of("one page", tenant, 9, route(tenant), jar(tenant), jar(tenant).startedAgain(JAR + AGAIN),
                    launcher(tenant, 4, SHORT_CALLS), launcher(tenant, 4, SHORT_CALLS).startedAgain(LAUNCHER + AGAIN));
            String start = "start to first request, of the plain route's: ";
            targets.atMost(start + "java -jar, new ledger", 1.1, race.start(JAR) / race.start(ROUTE));
            targets.atMost(start + "java -jar" + AGAIN, 1.1, race.start(JAR + AGAIN) / race.start(ROUTE));
            targets.atMost(start + "launcher, new ledger", 0.6, race.start(LAUNCHER) / race.start(ROUTE));
            targets.atMost(start + "launcher" + AGAIN, 0.6, race.start(LAUNCHER + AGAIN) / race.start(ROUTE));
        }
    }

    /** A service that takes a tenth of a second for each answer. */
    private void delayed() throws Exception {
        try (FastTenant tenant = new FastTenant(12_000, Duration.ofMillis(100))) {
            Race race = Race.of("12,000 records, 100 ms each, 8 windows", tenant, 1, chain(tenant), launcher(tenant, 8, SHORT_CALLS));
            targets.atMost("12,000 records, 100 ms each: wall, of one chain's", 0.25, race.seconds(LAUNCHER) / race.seconds(CHAIN));
        }
    }

    private void quick() throws Exception {
        try (FastTenant tenant = new FastTenant(200_000, Duration.ZERO)) {
            Race race = Race.of("200,000 records, no delay", tenant, 5, chain(tenant), launcher(tenant, 4, SHORT_CALLS), jar(tenant),
                    sdk(tenant), route(tenant));
            targets.atMost("200,000 records: wall, of one chain's", 2, race.seconds(LAUNCHER) / race.seconds(CHAIN));
            targets.atMost("200,000 records: processor, of one chain's", 2, race.processor(LAUNCHER) / race.processor(CHAIN));
            targets.atLeast("200,000 records: times faster than the Graph SDK", 5, race.seconds(SDK) / race.seconds(LAUNCHER));
            targets.atLeast("200,000 records: times faster than the plain route", 3.5, race.seconds(ROUTE) / race.seconds(LAUNCHER));
        }
    }

    /** What grows with the number of records, beyond what a start costs. */
    private void million() throws Exception {
        double[] seconds = new double[3];
        double[] peak = new double[3];
        int[] counts = {20_000, 200_000, 1_000_000};
        for (int i = 0; i < counts.length; i++) {
            try (FastTenant tenant = new FastTenant(counts[i], Duration.ZERO)) {
                Race race = Race.of(String.format("%,d records", counts[i]), tenant, 3, launcher(tenant, 4, SHORT_CALLS));
                seconds[i] = race.seconds(LAUNCHER);
                peak[i] = race.peakMiB(LAUNCHER);
            }
        }
        double each = (seconds[1] - seconds[0]) / (counts[1] - counts[0]);
        targets.atMost("1,000,000 records: wall, of what 200,000 let expect", 1.2,
                seconds[2] / (seconds[1] + each * (counts[2] - counts[1])));
        targets.atMost("1,000,000 records: peak memory in MiB", 160, peak[2]);
        targets.atMost("1,000,000 records: peak memory, of that of 20,000", 1.15, peak[2] / peak[0]);
    }

    private void matches() throws Exception {
        int records = 20_000;
        try (FastTenant tenant = new FastTenant(records, Duration.ZERO)) {
            Contestant none = named("no record a match", launcher(tenant, 4, SHORT_CALLS.replace("5s", "0s")));
            Contestant all = named("each record a match", launcher(tenant, 4, ALL_CALLS));
            Race race = Race.of("20,000 records, ledger and file", tenant, 3, none, all);
            targets.atLeast("matches a second, all durable, start and end of the process included", 2_000,
                    records / race.seconds(all.name()));
        }
    }

    private static Contestant named(String name, Contestant contestant) {
        return new Contestant(name, contestant.command(), contestant.settings(), false);
    }

    private static Contestant chain(FastTenant tenant) {
        return Contestant.java(CHAIN, System.getProperty("java.class.path"), SingleChain.class, tenant.all());
    }

    private static Contestant sdk(FastTenant tenant) {
        return Contestant.java(SDK, System.getProperty("java.class.path"), SdkReader.class, tenant.all());
    }

    /** With our jar's libraries, which are Camel's and few others, instead of all that the benchmarks need. */
    private Contestant route(FastTenant tenant) {
        return Contestant.java(ROUTE, jar.getParent().resolve("test-classes") + ":" + jar, PlainRoute.class, tenant.all(), "@FOLDER@");
    }

    private Contestant jar(FastTenant tenant) {
        return callwatch(JAR, List.of(System.getProperty("java.home") + "/bin/java", "-jar", jar.toString()), tenant, 4, SHORT_CALLS);
    }

    private Contestant launcher(FastTenant tenant, int windows, String condition) {
        return callwatch(LAUNCHER, List.of("sh", jar.resolveSibling("callwatch").toString()), tenant, windows, condition);
    }

    private static Contestant callwatch(String name, List<String> start, FastTenant tenant, int windows, String condition) {
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of("run", "--once", "--at", tenant.end().toString()));
        return new Contestant(name, command, """
                callwatch.graph.url=%1$s/v1.0
                callwatch.graph.authority=%1$s
                callwatch.graph.tenant-id=dc368399-474c-4d40-900c-6265431fd81f
                callwatch.graph.client-id=bench
                callwatch.graph.client-secret=bench
                callwatch.graph.first-page-limit=100000/1s
                callwatch.graph.next-page-limit=100000/1s
                callwatch.graph.concurrency=%2$d
                callwatch.sweeps.all.schedule=0 0 0 1 1 ? 2099
                callwatch.sweeps.all.look-back=PT%3$dS
                callwatch.rules.some.when=%4$s
                callwatch.rules.some.notify=archive
                callwatch.rules.very-long-call.when=call.duration > duration('8h')
                callwatch.rules.very-long-call.notify=archive
                callwatch.destinations.archive.type=file
                callwatch.destinations.archive.path=alerts.jsonl
                """.formatted(tenant.url(), windows, tenant.records() * SamplePages.APART_MILLIS / 1_000, condition), false);
    }
}
