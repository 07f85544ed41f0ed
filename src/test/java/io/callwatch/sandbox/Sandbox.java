package io.callwatch.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The product at work in a world on loopback: a simulated tenant with the service's own budgets, a mail server, a webhook
 * receiver. First one pass over a day and a half of invented calls; then the product on a schedule, while the service lists
 * more. It prints what arrived where, leaves it to be opened, and ends with 0, or with 1 if that is not what the calls
 * demand.
 */
public final class Sandbox {
    private static final int CALLS = 320;
    private final long begin = System.nanoTime();
    private final SandboxFolder folder;
    private final Expectation expectation = new Expectation();
    private final List<String> faults = new ArrayList<>();

    private Sandbox(Path path) throws IOException {
        folder = new SandboxFolder(path);
    }

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ENGLISH); // numbers have its digits in what is published too
        System.exit(new Sandbox(Path.of(arguments.length > 0 ? arguments[0] : "target/sandbox")).play() ? 0 : 1);
    }

    private boolean play() throws IOException, InterruptedException {
        try (SimulatedTenant tenant = new SimulatedTenant().serviceBudgets().gzip(true);
                WebhookReceiver receiver = new WebhookReceiver(SandboxFolder.SECRET);
                MailBox mail = new MailBox()) {
            folder.configure(tenant, receiver, mail);
            say("a simulated tenant at " + tenant.graphUrl() + ", a mail server, a webhook receiver");
            Instant now = Instant.now();
            long seed = now.getEpochSecond() / 86_400;
            tenant.seed(seed);
            Story story = new Story(now);
            List<InventedCall> calls = new ArrayList<>(new Invented(seed).calls(CALLS, now.minus(Duration.ofHours(35)), now));
            calls.addAll(story.first());
            calls.removeIf(each -> each.publishedAt().isAfter(now));
            publish(tenant, calls);
            say(calls.size() + " versions of call records listed (seed " + seed + ")");
            onePass();
            publish(tenant, story.later());
            onSchedule(story, receiver, mail);
            SandboxReport.print(folder, tenant, receiver, mail, arrivals(receiver, mail), faults);
            faults.addAll(arrivals(receiver, mail).faults());
        }
        say(faults.isEmpty() ? "all as expected" : faults.size() + " faults");
        return faults.isEmpty();
    }

    private void publish(SimulatedTenant tenant, List<InventedCall> calls) {
        calls.forEach(call -> tenant.publish(call.json()));
        expectation.see(calls);
    }

    private void onePass() throws IOException, InterruptedException {
        say("run --once: one pass of every sweep");
        try (ProductProcess product = ProductProcess.start(folder.path(), "once", "run", "--once")) {
            int code = product.await(40);
            product.output().forEach(line -> System.out.println("         | " + line));
            check(code == 0, "run --once ended with " + code + ", see " + folder.path().resolve("once.log"));
        }
    }

    private void onSchedule(Story story, WebhookReceiver receiver, MailBox mail) throws IOException, InterruptedException {
        say("the service lists " + story.later().size() + " more, three of them later versions; run: a sweep every 3 seconds");
        try (ProductProcess product = ProductProcess.start(folder.path(), "run", "run")) {
            try {
                Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100))
                        .until(() -> !product.runs() || arrivals(receiver, mail).complete());
            } catch (ConditionTimeoutException e) {
                faults.add("not everything came within 30 s, see " + folder.path().resolve("run.log"));
            }
            say("SIGTERM");
            int code = product.stop();
            check(code == 0, "run ended with " + code + ", see " + folder.path().resolve("run.log"));
        }
    }

    private Arrivals arrivals(WebhookReceiver receiver, MailBox mail) throws IOException {
        return new Arrivals(expectation, folder, receiver, mail);
    }

    private void check(boolean good, String fault) {
        if (!good) {
            faults.add(fault);
        }
    }

    private void say(String text) {
        System.out.printf("%5.1f s  %s%n", (System.nanoTime() - begin) / 1e9, text);
    }
}
