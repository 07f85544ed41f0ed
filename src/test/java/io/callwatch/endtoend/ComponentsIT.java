package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.CallJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"check --json --help", "--version --json"})
    void helpAndVersionAreOnStdoutToo(String command) throws Exception {
        try (Jar jar = Jar.start(empty, List.of(), command.split(" "))) {
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.out()).contains("callwatch ");
            assertThat(jar.err()).isEmpty();
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

    /** No component tells whether its broker is there before something is sent to it. */
    @Test
    void itsDestinationIsNotCalledGoodUntried() throws Exception {
        toALoudOne();
        try (Jar jar = Jar.startWith(LIB, empty, "--config", at.config().toString(), "check", "--online")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out()).containsPattern("archive +good\n").containsPattern("loud +not tried: notify-test sends it an event\n");
        }
    }

    /** As of Spring's behind jms: what it makes of a broker that is away says nothing of it by its name. */
    @Test
    void whatAFailureCameFromIsNamedToo() throws Exception {
        Files.writeString(Files.createDirectory(empty.resolve("routes")).resolve("away.camel.yaml"), "- route:\n    from:\n"
                + "      uri: direct:away\n      steps:\n        - bean: {beanType: " + NoBroker.class.getName() + "}\n");
        at.destination("away", Map.of("type", "camel", "uri", "direct:away"));
        try (Jar jar = Jar.startWith(LIB, empty, "--config", at.config().toString(), "notify-test", "away")) {
            assertThat(jar.exitCode()).isEqualTo(1);
            assertThat(jar.out()).isEqualTo("not delivered: it failed with IllegalStateException, caused by NoSuchElementException\n");
        }
    }

    public static final class NoBroker {
        public void send() {
            throw new IllegalStateException("cr3t", new IllegalArgumentException("cr3t", new NoSuchElementException("cr3t")));
        }
    }

    private void toALoudOne() {
        at.onlyShortCalls("loud").destination("loud", Map.of("type", "camel", "uri", "loud:alerts"));
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
    }
}
