package io.callwatch.sandbox;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder in which the product is run, with its configuration, and what it leaves there. Emptied at each start. */
public final class SandboxFolder {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private final Path path;

    SandboxFolder(Path path) throws IOException {
        this.path = path;
        if (Files.exists(path)) {
            delete(path);
        }
        Files.createDirectories(path);
    }

    /** With all that is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Path path() {
        return path;
    }

    /** What the operator of a small company might write; the cron is quicker than any operator's, so that one can watch. */
    void configure(SimulatedTenant tenant, WebhookReceiver receiver, MailBox mail) throws IOException {
        try (Writer out = Files.newBufferedWriter(path.resolve("application.properties"))) {
            out.write("""
                    callwatch.graph.url=%s
                    callwatch.graph.authority=%s
                    callwatch.graph.tenant-id=%s
                    callwatch.graph.client-id=%s
                    callwatch.graph.client-secret=%s

                    callwatch.sweeps.recent.schedule=0/3 * * * * ?
                    callwatch.sweeps.recent.look-back=12h
                    callwatch.sweeps.hourly.schedule=0 17 * * * ?
                    callwatch.sweeps.hourly.look-back=36h

                    callwatch.internal-numbers=%s
                    callwatch.rules.short-call.when=call.duration < duration('5s')
                    callwatch.rules.short-call.notify=ops-mail,archive
                    callwatch.rules.short-call.severity=warning
                    callwatch.rules.external-phone.when=call.organizer.kind == 'phone' && call.organizer.external
                    callwatch.rules.external-phone.notify=hook,archive

                    callwatch.destinations.ops-mail.type=email
                    callwatch.destinations.ops-mail.to=ops@example.com
                    callwatch.destinations.ops-mail.from=callwatch@example.com
                    callwatch.destinations.ops-mail.host=127.0.0.1
                    callwatch.destinations.ops-mail.port=%d
                    callwatch.destinations.ops-mail.tls=none
                    callwatch.destinations.hook.type=webhook
                    callwatch.destinations.hook.url=%s
                    callwatch.destinations.hook.secret=%s
                    callwatch.destinations.archive.type=file
                    callwatch.destinations.archive.path=alerts.jsonl

                    callwatch.ledger.url=jdbc:sqlite:data/callwatch.db
                    """.formatted(tenant.graphUrl(), tenant.authority(), SimulatedTenant.TENANT_ID,
                    SimulatedTenant.CLIENT_ID, SimulatedTenant.CLIENT_SECRET, Invented.INTERNAL, mail.port(),
                    receiver.url(), SECRET));
        }
    }

    List<String> archive() throws IOException {
        Path file = path.resolve("alerts.jsonl");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
