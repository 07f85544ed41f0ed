package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.config.Fault;
import io.callwatch.config.Faults;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedTest {
    @TempDir
    private Path folder;
    private final Map<String, String> values = new TreeMap<>(Map.of(
            "callwatch.graph.tenant-id", "t", "callwatch.graph.client-id", "c", "callwatch.graph.client-secret", "s",
            "callwatch.rules.r.when", "call.version > 0", "callwatch.rules.r.notify", "out",
            "callwatch.destinations.out.type", "file", "callwatch.destinations.out.path", "alerts.jsonl"));

    @Test
    void aListThatCannotBeReadIsNoFaultOfTheRulesThatNameIt() {
        values.put("callwatch.lists.bad", "@nowhere.txt");
        values.put("callwatch.rules.r.when", "oneOf(call.organizer.phone, 'bad')");
        assertThat(faults()).extracting(Fault::key).containsExactly("callwatch.lists.bad");
    }

    private List<Fault> faults() {
        Faults faults = new Faults();
        Prepared.of(values, folder, faults);
        return faults.all();
    }
}
