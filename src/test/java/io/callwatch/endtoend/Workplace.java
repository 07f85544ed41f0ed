package io.callwatch.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.callwatch.Callwatch;
import io.callwatch.ledger.LedgerPlace;
import io.callwatch.sandbox.SimulatedTenant;
import io.callwatch.sandbox.WebhookReceiver;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Everything a run needs, real and on loopback: a simulated tenant, a mail server, a webhook receiver and a folder with a
 * configuration that a test may change. For one test.
 */
final class Workplace implements AutoCloseable {
    /** A schedule for sweeps that a test begins itself. */
    static final String NEVER = "0 0 0 1 1 ? 2099";
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final Instant DOCUMENTATION_AT = Instant.parse("2023-09-25T15:00:00Z");

    final SimulatedTenant tenant = new SimulatedTenant();
    final WebhookReceiver receiver = new WebhookReceiver(SECRET);
    final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    final Path folder;
    private final LedgerPlace ledger;
    private final Map<String, String> values = new TreeMap<>();

    Workplace(Path folder) {
        this(LedgerPlace.in(folder));
    }

    Workplace(LedgerPlace ledger) {
        this.folder = ledger.folder();
        this.ledger = ledger;
        mail.start();
        set("callwatch.graph.url", tenant.graphUrl());
        set("callwatch.graph.authority", tenant.authority());
        set("callwatch.graph.tenant-id", SimulatedTenant.TENANT_ID);
        set("callwatch.graph.client-id", SimulatedTenant.CLIENT_ID);
        set("callwatch.graph.client-secret", SimulatedTenant.CLIENT_SECRET);
        set("callwatch.graph.first-page-limit", "10000/1s");
        set("callwatch.graph.next-page-limit", "10000/1s");
        set("callwatch.ledger.url", ledger.url());
        if (ledger.username() != null) {
            set("callwatch.ledger.username", ledger.username()).set("callwatch.ledger.password", ledger.password());
        }
        sweep("all", NEVER, "3d");
        rule("short-call", "call.duration < duration('5s')", "archive,hook,ops-mail");
        rule("external-phone", "call.organizer.kind == 'phone' && call.organizer.external", "archive,hook,ops-mail");
        destination("archive", Map.of("type", "file", "path", folder.resolve("alerts.jsonl").toString()));
        destination("hook", Map.of("type", "webhook", "url", receiver.url(), "secret", SECRET));
        destination("ops-mail", Map.of("type", "email", "to", "ops@example.com", "from", "callwatch@example.com",
                "host", "127.0.0.1", "port", Integer.toString(mail.getSmtp().getPort()), "tls", "none"));
    }

    Workplace set(String key, String value) {
        values.put(key, value);
        return this;
    }

    Workplace without(String key) {
        values.remove(key);
        return this;
    }

    Workplace rule(String name, String when, String notify) {
        set("callwatch.rules." + name + ".when", when);
        return set("callwatch.rules." + name + ".notify", notify);
    }

    Workplace withoutRules() {
        values.keySet().removeIf(key -> key.startsWith("callwatch.rules."));
        return this;
    }

    /** Alerts of calls under five seconds, and of nothing else. */
    Workplace onlyShortCalls(String notify) {
        return withoutRules().rule("short-call", "call.duration < duration('5s')", notify);
    }

    Workplace withoutSweeps() {
        values.keySet().removeIf(key -> key.startsWith("callwatch.sweeps."));
        return this;
    }

    Workplace sweep(String name, String schedule, String lookBack) {
        set("callwatch.sweeps." + name + ".schedule", schedule);
        return set("callwatch.sweeps." + name + ".look-back", lookBack);
    }

    Workplace destination(String name, Map<String, String> keys) {
        keys.forEach((key, value) -> set("callwatch.destinations." + name + "." + key, value));
        return this;
    }

    LedgerPlace ledger() {
        return ledger;
    }

    /** The configuration as a file, under a name of its own in a folder of its own. */
    Path config() throws IOException {
        Path file = Files.createDirectories(folder.resolve("some")).resolve("where.properties");
        Properties properties = new Properties();
        properties.putAll(values);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** Runs a command in this process. @return its exit code */
    int run(String... command) throws IOException {
        String[] all = new String[command.length + 2];
        all[0] = "--config";
        all[1] = config().toString();
        System.arraycopy(command, 0, all, 2, command.length);
        return Callwatch.run(all);
    }

    /** What a command prints. */
    String output(String... command) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            run(command);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What a command says of what is wrong. */
    String errors(String... command) throws IOException {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            run(command);
        } finally {
            System.setErr(before);
        }
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The ids of the events that {@code deliveries} lists. */
    List<String> listed() throws IOException {
        List<String> ids = new ArrayList<>();
        new ObjectMapper().readTree(output("deliveries", "--json")).path("deliveries").forEach(d -> ids.add(d.path("event").asText()));
        return ids;
    }

    int runOnceAt(Instant now) throws IOException {
        return run("run", "--once", "--at", now.toString());
    }

    List<String> archive() throws IOException {
        Path file = folder.resolve("alerts.jsonl");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    List<MimeMessage> mails() {
        return List.of(mail.getReceivedMessages());
    }

    @Override
    public void close() {
        tenant.close();
        receiver.close();
        mail.stop();
    }
}
