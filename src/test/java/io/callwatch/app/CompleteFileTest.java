package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.EventType;
import io.callwatch.config.Faults;
import io.callwatch.destination.SampleEvents;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void itIsOneThatEveryRuleOfTheDigestTells() {
        rule("a", "first,second,ops");
        assertThat(of("ops", "a", "b")).isEqualTo("second.jsonl (destination second)");
        rule("a", "first,ops");
        assertThat(of("ops", "a", "b")).as("each file lacks some").isNull();
        assertThat(of("ops", "a", "a")).isEqualTo("first.jsonl (destination first)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"daily", "1MB"})
    void oneThatRotatesHoldsThemWithThoseBesideIt(String rotate) {
        destination("second", Map.of("rotate", rotate));
        assertThat(of("ops", "b")).isEqualTo("second.jsonl and those rotated beside it (destination second)");
    }

    @Test
    void oneThatLeavesOutWhatIsLessSevereIsNone() {
        destination("second", Map.of("min-severity", "critical"));
        assertThat(of("ops", "b")).isNull();
        values.put("callwatch.rules.b.severity", "critical");
        assertThat(of("ops", "b")).isEqualTo("second.jsonl (destination second)");
    }

    @Test
    void aFileWhoseOwnEventsFallBackToTheDestinationIsNone() {
        destination("boss", Map.of("fallback", "ops"));
        assertThat(of("ops", "b")).isEqualTo("second.jsonl (destination second)");
        destination("second", Map.of("fallback", "boss"));
        assertThat(of("ops", "b")).as("what it could not write is what falls back").isNull();
    }

    @Test
    void theIntegrationsOwnEventsCountWhereTheDigestHasOne() {
        values.put("callwatch.watch.notify", "ops");
        assertThat(of("ops", "b")).isEqualTo("second.jsonl (destination second)");
        assertThat(of("ops", "b", "feed")).isNull();
        values.put("callwatch.watch.notify", "ops,second");
        assertThat(of("ops", "b", "feed")).isEqualTo("second.jsonl (destination second)");
    }

    private void rule(String name, String notify) {
        values.putAll(Map.of("callwatch.rules." + name + ".when", "true", "callwatch.rules." + name + ".notify", notify));
    }

    private void destination(String name, Map<String, String> keys) {
        keys.forEach((key, value) -> values.put("callwatch.destinations." + name + "." + key, value));
    }

    /** Where all of a digest of these rules' events are; {@code feed} stands for an event of the integration's own. */
    private String of(String destination, String... rules) {
        Faults faults = new Faults();
        Prepared prepared = Prepared.of(values, folder, faults);
        faults.throwIfAny();
        return new CompleteFile(prepared, destination).of(Stream.of(rules).map(rule -> SampleEvents.event(
                rule.equals("feed") ? EventType.FEED_STALE : EventType.CALL_MATCHED, rule)).toList());
    }
}
