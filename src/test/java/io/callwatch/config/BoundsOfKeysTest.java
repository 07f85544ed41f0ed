package io.callwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsOfKeysTest extends WithAConfiguration {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "callwatch.graph.page-size | 1 | 100000 | 0 | 100001",
        "callwatch.graph.concurrency | 1 | 32 | 0 | 33",
        "callwatch.graph.first-page-limit | 1/1s | 999999/36525d | 0/1s | 1000000/1s",
        "callwatch.graph.next-page-limit | 1/1s | 999999/36525d | 1/0s | 1/36526d",
        "callwatch.graph.timeout | PT0.001S | 1h | 0s | PT1H0.001S",
        "callwatch.graph.max-answer | 1kB | 999999999GB | 0kB | 1000000000GB",
        "callwatch.sweeps.s.look-back | 1s | 30d | 0s | 2592001s",
        "callwatch.rules.r.count | 2 | 1000000 | 1 | 1000001",
        "callwatch.rules.r.within | 1s | 30d | 0s | 2592001s",
        "callwatch.destinations.mail.port | 1 | 65535 | 0 | 65536",
        "callwatch.destinations.mail.max-per-hour | 1 | 100000 | 0 | 100001",
        "callwatch.destinations.mail.group | 1s | 36525d | 0s | 36526d",
        "callwatch.destinations.mail.timeout | 1s | 60m | 0s | 61m",
        "callwatch.destinations.mail.retry-for | 1s | 36525d | 0s | 36526d",
        "callwatch.destinations.out.rotate | 1kB | 999999999GB | 0MB | 1000000000MB",
        "callwatch.management.port | 1 | 65535 | 0 | 65536"})
    void itsLeastAndItsGreatestValueAreTakenAndNothingBeyond(String key, String least, String greatest, String less, String more) {
        Map<String, String> values = least();
        values.putAll(mail());
        values.putAll(Map.of("callwatch.sweeps.s.schedule", "0 0 * * * ?", "callwatch.sweeps.s.look-back", "3h",
                "callwatch.rules.r.count", "5", "callwatch.rules.r.within", "10m"));
        for (String good : new String[] {least, greatest}) {
            values.put(key, good);
            assertThat(faultsOf(values)).as(good).isEmpty();
        }
        for (String wrong : new String[] {less, more}) {
            values.put(key, wrong);
            assertThat(faultsOf(values)).as(wrong).extracting(Fault::key).containsExactly(key);
        }
    }

    @ParameterizedTest
    @CsvSource({"webhook, url", "file, path", "camel, uri", "email, to", "email, from", "email, host"})
    void aDestinationWithoutWhatItNeedsIsAFault(String type, String key) {
        Map<String, String> values = least();
        values.put("callwatch.destinations.d.type", type);
        assertThat(faultsOf(values)).extracting(Fault::key).contains("callwatch.destinations.d." + key);
    }
}
