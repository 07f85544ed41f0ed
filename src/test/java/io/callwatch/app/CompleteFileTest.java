package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.config.Faults;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompleteFileTest {
    @TempDir
    private Path folder;
    private final Map<String, String> values = new TreeMap<>();

    @BeforeEach
    void twoFilesAndTwoMails() {
        values.putAll(Map.of("callwatch.graph.tenant-id", "t", "callwatch.graph.client-id", "c", "callwatch.graph.client-secret", "s"));
        for (String file : new String[] {"first", "second"}) {
            destination(file, Map.of("type", "file", "path", file + ".jsonl"));
        }
        for (String mail : new String[] {"ops", "boss"}) {
            destination(mail, Map.of("type", "email", "to", "a@example.com", "from", "c@example.com", "host", "h"));
        }
        rule("b", "second,ops");
    }

    @Test
    void itIsOneThatEveryRuleOfTheDestinationTells() {
        rule("a", "first,second,ops");
        assertThat(of("ops")).isEqualTo("second.jsonl (destination second)");
        rule("a", "first,ops");
        assertThat(of("ops")).as("each file lacks some").isNull();
    }

    @Test
    void oneThatLeavesOutWhatIsLessSevereIsNone() {
        destination("second", Map.of("min-severity", "critical"));
        assertThat(of("ops")).isNull();
        destination("ops", Map.of("min-severity", "critical"));
        values.put("callwatch.rules.b.severity", "critical");
        assertThat(of("ops")).isEqualTo("second.jsonl (destination second)");
    }

    @Test
    void whatFallsBackToTheDestinationCountsToo() {
        rule("a", "boss,first");
        destination("boss", Map.of("fallback", "ops"));
        assertThat(of("ops")).isNull();
        rule("a", "boss,second");
        assertThat(of("ops")).isEqualTo("second.jsonl (destination second)");
        destination("second", Map.of("fallback", "boss"));
        assertThat(of("ops")).as("what it could not write is what falls back").isNull();
    }

    @Test
    void theIntegrationsOwnEventsCountToo() {
        values.put("callwatch.watch.notify", "ops");
        assertThat(of("ops")).isNull();
        values.put("callwatch.watch.notify", "ops,second");
        assertThat(of("ops")).isEqualTo("second.jsonl (destination second)");
    }

    private void rule(String name, String notify) {
        values.putAll(Map.of("callwatch.rules." + name + ".when", "true", "callwatch.rules." + name + ".notify", notify));
    }

    private void destination(String name, Map<String, String> keys) {
        keys.forEach((key, value) -> values.put("callwatch.destinations." + name + "." + key, value));
    }

    private String of(String destination) {
        Faults faults = new Faults();
        Prepared prepared = Prepared.of(values, folder, faults);
        faults.throwIfAny();
        return CompleteFile.of(prepared, destination);
    }
}
