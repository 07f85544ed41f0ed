package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.SimulatedTenant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"main.tracing", "main.tracing,main.tracing-standby,trace.enabled,debug.enabled"})
    void whatCamelTracesAreTheOperatorsRoutesAndNoTokensAndPersonsOfOurs(String options) throws Exception {
        Files.writeString(Files.createDirectory(empty.resolve("routes")).resolve("note.camel.yaml"),
                "- route:\n    id: note\n    from:\n      uri: direct:alerts\n      steps:\n        - to: file:noted\n");
        at.destination("noted", Map.of("type", "camel", "uri", "direct:alerts", "privacy", "masked"));
        at.onlyShortCalls("noted,archive,hook,ops-mail").set("camel.main.tracing-templates", "true");
        Stream.of(options.split(",")).forEach(option -> at.set("camel." + option, "true"));
        at.tenant.publish(CallJson.call().user("u-1", "Abbie Wilkins").start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.err()).contains("callwatch.rule=short-call").doesNotContain("Bearer ", SimulatedTenant.CLIENT_SECRET,
                    "access_token", "Wilkins", "u-1", "/hooks/callwatch", "webhook-signature");
        }
    }

    @Test
    void whatFailsInAnOperatorsRouteIsALine() throws Exception {
        String fails = "        - throwException: {exceptionType: java.lang.IllegalStateException, message: %s}\n";
        Files.writeString(Files.createDirectory(empty.resolve("routes")).resolve("fails.camel.yaml"),
                "- route:\n    from:\n      uri: timer:fails?delay=0&repeatCount=1\n      steps:\n        - to: seda:fails\n"
                + fails.formatted("in-a-timer")
                + "- route:\n    from:\n      uri: scheduler:fails?delay=600000\n      steps:\n" + fails.formatted("on-schedule")
                + "- route:\n    from:\n      uri: seda:fails\n      steps:\n" + fails.formatted("in-a-queue"));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            jar.await(() -> Stream.of("in-a-timer", "on-schedule", "in-a-queue").allMatch(jar.err()::contains));
            jar.terminate();
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.err()).containsOnlyOnce("in-a-timer").containsOnlyOnce("on-schedule").containsOnlyOnce("in-a-queue")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aRouteThatCannotBeStartedIsTheOperatorsFaultInOneLine() throws Exception {
        Files.writeString(Files.createDirectory(empty.resolve("routes")).resolve("past.camel.yaml"), "- route:\n    from:\n"
                + "      uri: quartz:past?cron=0+0+0+1+1+?+1999\n      steps:\n        - log: never\n");
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).contains("past.camel.yaml: expected routes", "will never fire").doesNotContain("\tat ");
        }
    }

    @Test
    void thatAStopBreaksOffWhatIsInHandIsSaidHoweverLongCamelIsToWait() throws Exception {
        Files.writeString(Files.createDirectory(empty.resolve("routes")).resolve("slow.camel.yaml"), "- route:\n    from:\n"
                + "      uri: timer:slow?delay=0&repeatCount=1\n      steps:\n        - log: begun\n        - delay: {constant: 3600000}\n");
        at.set("camel.main.shutdownTimeout", "3600");
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            jar.await(() -> jar.err().contains("begun"));
            jar.terminate();
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.err()).containsOnlyOnce("what was in hand did not end within 9 s and is broken off");
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
