package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.CallJson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged jar with a component that is not in it, started as in the README. */
class ComponentsIT extends InAnEmptyFolder {
    private static final Path LIB = Path.of("target/test-classes").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @ParameterizedTest
    @CsvSource({"run --once --json, /deliveries/delivered, 1", "notify-test loud --json, /delivered, true",
        "check --online --json, /online/0/outcome, good"})
    void whatItWritesToStdoutIsNotInAResultThatIsOneJsonDocument(String command, String member, String value) throws Exception {
        toALoudOne();
        try (Jar jar = Jar.startWith(LIB, empty, ("--config " + at.config() + " " + command).split(" "))) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            JsonNode result = JSON.readTree(jar.out());
            assertThat(result.at(member).asText()).isEqualTo(value);
            assertThat(jar.err()).contains("please remove some.jar");
        }
    }

    @Test
    void elseStdoutIsThereForWhoeverWritesToIt() throws Exception {
        toALoudOne();
        try (Jar jar = Jar.startWith(LIB, empty, "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out()).contains("please remove some.jar", "1 delivered");
        }
    }

    private void toALoudOne() {
        at.onlyShortCalls("loud").destination("loud", Map.of("type", "camel", "uri", "loud:alerts"));
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
    }
}
