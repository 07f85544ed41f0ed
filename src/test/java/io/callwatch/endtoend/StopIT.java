package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import io.callwatch.sandbox.SimulatedTenant;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIGTERM, whatever the process is about. */
class StopIT extends InAnEmptyFolder {
    @Test
    void aStopWhileTheServiceAsksToWaitIsClean() throws Exception {
        at.sweep("all", "* * * * * ?", "3h");
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.unavailable("600"));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            jar.await(() -> at.tenant.requests(Kind.FIRST_PAGE).size() > 0);
            jar.await(() -> jar.err().contains("the service asks to wait: nothing is read for 10 min"));
            stopsCleanly(jar, 3);
        }
    }

    @Test
    void aStopThatComesBeforeAnythingIsBegunIsClean() throws Exception {
        Path secret = secretToBeWaitedFor();
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            try (OutputStream read = Files.newOutputStream(secret)) { // from here on it waits for its secret
                jar.terminate();
                read.write(SimulatedTenant.CLIENT_SECRET.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.err().lines()).allMatch(line -> line.contains(" first start on this ledger: ") || line.contains(" started: ")
                    || line.contains(" sweep all: "));
        }
    }

    @Test
    void aStartThatWaitsIsGoneInNineSecondsWithNothingInHand() throws Exception {
        Path secret = secretToBeWaitedFor();
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString()); OutputStream read = Files.newOutputStream(secret)) {
            jar.terminate();
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.err()).isEmpty();
        }
    }

    /** Whoever opens it to write goes on once somebody reads it. */
    private Path secretToBeWaitedFor() throws Exception {
        Path secret = empty.resolve("secret");
        assertThat(new ProcessBuilder("mkfifo", secret.toString()).start().waitFor()).isZero();
        at.without("callwatch.graph.client-secret").set("callwatch.graph.client-secret-file", secret.toString());
        return secret;
    }

    @Test
    void aStopWhileNobodyAnswersIsClean() throws Exception {
        at.sweep("all", "* * * * * ?", "3h");
        at.receiver.always(Answer.status(200).after(Duration.ofMinutes(1)));
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            jar.await(() -> at.receiver.received().size() == 1);
            at.tenant.faults().always(Kind.FIRST_PAGE, Fault.hang());
            int before = at.tenant.requests(Kind.FIRST_PAGE).size();
            jar.await(() -> at.tenant.requests(Kind.FIRST_PAGE).size() > before);
            stopsCleanly(jar, 3);
        }
    }

    @Test
    void whatWasAnsweredWhileTheProcessDidNotRunIsNotSentAgain() throws Exception {
        at.sweep("all", "* * * * * ?", "3h").onlyShortCalls("hook").set("callwatch.destinations.hook.timeout", "3s");
        at.receiver.next(Answer.status(204).after(Duration.ofSeconds(1)));
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            jar.await(() -> at.receiver.received().size() == 1);
            jar.pauseFor(Duration.ofSeconds(6));
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
            jar.await(() -> at.receiver.received().size() == 2);
            stopsCleanly(jar, 2);
        }
    }

    @Test
    void aPassThatIsToldToStopWhileNobodyAnswersSaysWhatIsUndone() throws Exception {
        at.tenant.faults().always(Kind.TOKEN, Fault.hang());
        try (Jar jar = Jar.start(empty, List.of(), "run", "--once", "--config", at.config().toString())) {
            jar.await(() -> at.tenant.tokenRequests() == 1);
            jar.terminate();
            assertThat(jar.endsWithin(Duration.ofSeconds(10))).isTrue();
            assertThat(jar.exitCode()).as("as by the signal").isEqualTo(128 + 15);
            assertThat(jar.err()).contains("is broken off; what 'callwatch status'", "as unread or pending");
        }
    }

    /** With the two lines of a first start, and lines of sweeps. */
    private static void stopsCleanly(Jar jar, int lines) throws Exception {
        jar.terminate();
        assertThat(jar.endsWithin(Duration.ofSeconds(10))).isTrue();
        assertThat(jar.exitCode()).isZero();
        assertThat(jar.err().lines().filter(line -> !line.contains(" sweep all: "))).as(jar.err()).hasSize(lines);
    }

    @Test
    void aBackfillThatIsToldToStopEndsAtOnceAndSaysWhatIsUndone() throws Exception {
        assertThat(outputOfOneToldToStop("backfill")).contains("spans stay unread until another backfill", "3 pending");
    }

    @Test
    void aBacktestThatIsToldToStopSaysWhatItHasSeen() throws Exception {
        assertThat(outputOfOneToldToStop("backtest")).contains("1 record,");
    }

    @Test
    void aBacktestThatIsBrokenOffLeavesNoRecordsBehind() throws Exception {
        at.set("callwatch.graph.first-page-limit", "1/1s");
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "backtest",
                "--from", Instant.now().minus(Duration.ofDays(20)).toString(), "--to", Instant.now().toString())) {
            jar.await(() -> at.tenant.requests(Kind.FIRST_PAGE).size() > 0);
            at.tenant.faults().always(Kind.FIRST_PAGE, Fault.hang());
            int before = at.tenant.requests(Kind.FIRST_PAGE).size();
            jar.await(() -> at.tenant.requests(Kind.FIRST_PAGE).size() > before);
            assertThat(temporary).isDirectoryContaining("glob:**/callwatch*");
            jar.terminate();
            assertThat(jar.exitCode()).as("as by the signal").isEqualTo(128 + 15);
            assertThat(jar.err()).contains("is broken off");
            assertThat(temporary).isDirectoryNotContaining("glob:**/callwatch*");
        }
    }

    private String outputOfOneToldToStop(String command) throws Exception {
        at.set("callwatch.graph.first-page-limit", "4/1h"); // one for each reader, whichever asks first
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), command,
                "--from", Instant.now().minus(Duration.ofDays(20)).toString(), "--to", Instant.now().toString())) {
            jar.await(() -> at.tenant.requests(Kind.FIRST_PAGE).size() == 4);
            jar.terminate();
            assertThat(jar.endsWithin(Duration.ofSeconds(10))).isTrue();
            assertThat(jar.exitCode()).as("as by the signal").isEqualTo(128 + 15);
            assertThat(jar.err().lines()).as(jar.err()).hasSize(1);
            assertThat(temporary).as("no records of a backtest").isDirectoryNotContaining("glob:**/callwatch*");
            return jar.out();
        }
    }

    @Test
    void aRetryThatIsToldToStopSaysWhatBecameOfEach() throws Exception {
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "hook");
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)),
                CallJson.call().start(Instant.now().minusSeconds(70)).lasting(Duration.ofSeconds(2)));
        at.receiver.always(Answer.status(500));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).isEqualTo(1);
        }
        at.receiver.always(Answer.status(204).after(Duration.ofSeconds(3)));
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "deliveries", "retry", "--all")) {
            jar.await(() -> at.receiver.received().size() == 3);
            jar.terminate();
            assertThat(jar.endsWithin(Duration.ofSeconds(10))).isTrue();
            assertThat(jar.out()).contains("to hook: delivered", "to hook: pending");
        }
    }
}
