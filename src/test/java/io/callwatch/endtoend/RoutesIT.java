package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.CallJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Routes of an operator's, with the packaged jar: beside ours, behind an endpoint, and in the place of ours. */
class RoutesIT extends InAnEmptyFolder {
    @Test
    void loadsARouteThatAnOperatorAddsAndLetsAFileWinOverThePackedOne() throws Exception {
        Path routes = Files.createDirectory(empty.resolve("routes"));
        Files.writeString(routes.resolve("note-alerts.camel.yaml"), """
                - route:
                    id: note-alerts
                    from:
                      uri: direct:alerts
                      steps:
                        - setBody:
                            simple: "${header[callwatch.rule]} {{my.word}}\\n"
                        - to: file:noted?fileName=rules.txt&fileExist=Append
                """);
        Files.writeString(routes.resolve("send-file.camel.yaml"), Files.readString(Path.of("routes/send-file.camel.yaml"))
                .replace("id: send-file", "id: send-file\n    description: ours"));
        at.destination("noted", Map.of("type", "camel", "uri", "direct:alerts")).set("my.word", "seen");
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "noted,archive");
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(Files.readString(empty.resolve("noted/rules.txt"))).startsWith("short-call seen");
        assertThat(at.archive()).hasSize(1);
    }

    @Test
    void whateverARouteBehindAnEndpointDoesEachEventIsTriedOnceAndNoted() throws Exception {
        Path routes = Files.createDirectory(empty.resolve("routes"));
        Map<String, String> steps = new TreeMap<>(Map.of("stops", "stop: {}", "fails", "throwException: {exceptionType: java.lang.IllegalStateException, message: no}",
                "rolls-back", "rollback: {markRollbackOnly: true}", "forgets", "removeProperties: {pattern: '*'}"));
        for (Map.Entry<String, String> step : steps.entrySet()) {
            String scheme = step.getKey().equals("stops") ? "seda" : "direct";
            Files.writeString(routes.resolve(step.getKey() + ".camel.yaml"), "- route:\n    from:\n      uri: " + scheme + ":" + step.getKey()
                    + "\n      steps:\n        - to: file:noted?fileName=" + step.getKey() + ".txt&fileExist=Append\n        - " + step.getValue() + "\n");
            at.destination(step.getKey(), Map.of("type", "camel", "uri", scheme + ":" + step.getKey()));
        }
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", String.join(",", steps.keySet()));
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isEqualTo(1);
            assertThat(jar.out()).contains("2 delivered, 2 pending, 0 dead");
            assertThat(jar.err()).contains("to fails failed, attempt 1", "to rolls-back failed, attempt 1").doesNotContain("\tat ");
        }
        for (String name : steps.keySet()) {
            assertThat(Files.readString(empty.resolve("noted/" + name + ".txt"))).as(name).containsOnlyOnce("call.matched");
        }
    }

    @Test
    void aRouteInThePlaceOfOursThatNotesNothingIsTriedAgainAsAFailure() throws Exception {
        Path routes = Files.createDirectory(empty.resolve("routes"));
        String ours = Files.readString(Path.of("routes/send-camel.camel.yaml"));
        Files.writeString(routes.resolve("send-camel.camel.yaml"), ours.substring(0, ours.lastIndexOf("          - bean:")));
        at.destination("noted", Map.of("type", "camel", "uri", "log:noted"));
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "noted");
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isEqualTo(1);
            assertThat(jar.err()).contains("the route ended without a word of what became of it");
        }
    }
}
