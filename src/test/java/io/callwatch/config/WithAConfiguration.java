package io.callwatch.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that has what is needed, to be changed and read. */
abstract class WithAConfiguration {
    static final PaceSettings EACH_AT_ONCE = new PaceSettings("each", null, false, null, null, null, null);

    @TempDir
    Path folder;
    final Faults faults = new Faults();

    Settings read(Map<String, String> values) {
        return Configuration.read(values, folder, faults);
    }

    List<Fault> faultsOf(Map<String, String> values) {
        Faults found = new Faults();
        Configuration.read(values, folder, found);
        return found.all();
    }

    /** What a configuration has at least. */
    static Map<String, String> least() {
        return new HashMap<>(Map.of(
                "callwatch.graph.tenant-id", "t", "callwatch.graph.client-id", "c", "callwatch.graph.client-secret", "s3cr3t",
                "callwatch.rules.r.when", "true", "callwatch.rules.r.notify", "out",
                "callwatch.destinations.out.type", "file", "callwatch.destinations.out.path", "x.jsonl"));
    }

    static Map<String, String> mail() {
        String mail = "callwatch.destinations.mail.";
        return Map.of(mail + "type", "email", mail + "to", "a@example.com, b@example.com", mail + "from", "c@example.com",
                mail + "host", "smtp.example.com", mail + "tls", "smtps", mail + "username", "user", mail + "password", "pw",
                mail + "retry-for", "1h", mail + "timeout", "PT5S");
    }
}
