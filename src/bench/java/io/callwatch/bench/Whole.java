package io.callwatch.bench;

import io.callwatch.bench.Contestant.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Whole processes side by side on the same pages, each read to its end; ratios of one run. */
final class Whole {
    private static final Path SETTINGS = Path.of(System.getProperty("java.io.tmpdir"), "callwatch-bench.properties");

    private Whole() {
    }

    static void run() throws Exception {
        try {
            System.out.printf("%n%-44s %9s %10s %10s %9s %8s %7s%n", "whole processes", "wall", "processor", "peak", "start", "pages", "ratio");
            start();
            delayed();
            quick();
            million();
        } finally {
            Files.deleteIfExists(SETTINGS);
        }
    }

    /** From the begin of the process to its first request: the plain route's for a page, ours for the token. */
    static void start() throws Exception {
        try (FastTenant tenant = new FastTenant(60, Duration.ZERO)) {
            settings(tenant, 4);
            launched(tenant).median(tenant, 1); // makes its archive of classes
            Run plain = route(tenant).median(tenant, 7);
            print("one page: plain Camel route", plain, plain);
            Run jar = jar(tenant).median(tenant, 7);
            print("  Callwatch, java -jar", jar, plain);
            Run launched = launched(tenant).median(tenant, 7);
            print("  Callwatch, launcher", launched, plain);
            System.out.printf("  start to first request: java -jar %.2f, launcher %.2f of the plain route's%n",
                    jar.start() / plain.start(), launched.start() / plain.start());
        }
    }

    /** A service that takes a tenth of a second for each answer. */
    private static void delayed() throws Exception {
        try (FastTenant tenant = new FastTenant(12_000, Duration.ofMillis(100))) {
            Run chain = chain(tenant).median(tenant, 1);
            print("12,000 records, 100 ms each: one chain", chain, chain);
            settings(tenant, 8);
            print("  Callwatch, 8 windows at once", launched(tenant).median(tenant, 1), chain);
        }
    }

    private static void quick() throws Exception {
        try (FastTenant tenant = new FastTenant(200_000, Duration.ZERO)) {
            settings(tenant, 4);
            Run chain = chain(tenant).median(tenant, 3);
            print("200,000 records, no delay: one chain", chain, chain);
            print("  Callwatch, java -jar", jar(tenant).median(tenant, 3), chain);
            print("  Callwatch, launcher", launched(tenant).median(tenant, 3), chain);
            print("  Graph SDK, PageIterator", Contestant.java("sdk", SdkReader.class, tenant.all()).median(tenant, 1), chain);
            print("  plain Camel route", route(tenant).median(tenant, 1), chain);
        }
    }

    private static void million() throws Exception {
        Run small;
        try (FastTenant tenant = new FastTenant(20_000, Duration.ZERO)) {
            settings(tenant, 4);
            small = launched(tenant).median(tenant, 3);
            print("20,000 records: Callwatch, launcher", small, small);
        }
        try (FastTenant tenant = new FastTenant(1_000_000, Duration.ZERO)) {
            settings(tenant, 4);
            print("1,000,000 records: Callwatch, launcher", launched(tenant).median(tenant, 1), small);
        }
    }

    private static Contestant chain(FastTenant tenant) {
        return Contestant.java("chain", SingleChain.class, tenant.all());
    }

    private static Contestant route(FastTenant tenant) {
        return Contestant.java("route", PlainRoute.class, tenant.all(), "@FOLDER@");
    }

    private static Contestant jar(FastTenant tenant) {
        return new Contestant("jar", List.of(System.getProperty("java.home") + "/bin/java", "-jar", System.getProperty("callwatch.jar"),
                "run", "--once", "--at", tenant.end().toString()));
    }

    private static Contestant launched(FastTenant tenant) {
        return new Contestant("launcher", List.of("sh", System.getProperty("callwatch.jar").replaceFirst("[.]jar$", ""), "run", "--once",
                "--at", tenant.end().toString()));
    }

    private static void settings(FastTenant tenant, int windows) throws IOException {
        Files.writeString(SETTINGS, """
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
                callwatch.rules.short-call.when=call.duration < duration('5s')
                callwatch.rules.short-call.notify=archive
                callwatch.rules.very-long-call.when=call.duration > duration('8h')
                callwatch.rules.very-long-call.notify=archive
                callwatch.destinations.archive.type=file
                callwatch.destinations.archive.path=alerts.jsonl
                """.formatted(tenant.url(), windows, tenant.records() * SamplePages.APART_MILLIS / 1_000));
    }

    private static void print(String what, Run run, Run to) {
        System.out.printf("%-44s %7.2f s %8.2f s %6.0f MiB %6.0f ms %8d %7.2f%n", what, run.seconds(), run.processor(), run.peakMiB(),
                run.start(), run.requests(), run.seconds() / to.seconds());
    }
}
