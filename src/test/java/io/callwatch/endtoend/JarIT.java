package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import io.callwatch.sandbox.SimulatedTenant;
import io.callwatch.sandbox.TurnedClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteJDBCLoader;

/** The packaged jar as its users start it. */
class JarIT extends InAnEmptyFolder {
    @Test
    void runsAloneFromAnEmptyFolder() throws Exception {
        at.tenant.clock(new TurnedClock(Workplace.DOCUMENTATION_AT)).publishSaved("/graph/documentation-page.json");
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once", "--at",
                Workplace.DOCUMENTATION_AT.toString(), "--json")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out()).matches("\\{\"windows\":\\d+,\"unreadSpans\":0,\"pages\":\\d+,\"records\":2,"
                    + "\"matches\":3,\"deliveries\":\\{\"delivered\":9,\"pending\":0,\"dead\":0},\"quarantined\":0,\"lostSpans\":0}\\R");
            assertThat(jar.err().lines()).as("in normal running the log is one line a sweep").hasSize(1);
        }
        assertThat(at.archive()).hasSize(3);
        assertThat(empty).as("nothing is left in the working directory").isEmptyDirectory();
    }

    /** A good part of a start would go to it. */
    @Test
    void whatMostRulesDoNotNeedIsLoadedWhereOneNeedsIt() throws Exception {
        at.onlyShortCalls("archive").rule("phone", "call.organizer.kind == 'phone' && call.organizer.external", "archive");
        assertThat(loaded("run", "--once")).isEmpty();
        at.rule("abroad", "country(call.organizer.phone) == 'DE' && call.type.contains('C')", "archive");
        assertThat(loaded("check")).contains("dev.cel.runtime.standard.AddOperator", "com.google.i18n.phonenumbers.PhoneNumberUtil");
    }

    private List<String> loaded(String... command) throws Exception {
        Path log = temporary.resolve("loaded");
        List<String> line = new ArrayList<>(List.of("--config", at.config().toString()));
        line.addAll(List.of(command));
        try (Jar jar = Jar.start(empty, List.of("-Xlog:class+load:file=" + log), line.toArray(String[]::new))) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        return Files.readAllLines(log).stream().map(loaded -> loaded.replaceFirst("^.*] (\\S+) .*$", "$1"))
                .filter(name -> name.startsWith("dev.cel.runtime.standard.") || name.endsWith(".PhoneNumberUtil")
                        || name.startsWith("freemarker.")).toList();
    }

    @Test
    void aLibraryThatAnotherProcessHasInHandIsNoMatterForTheLog() throws Exception {
        Path extracted = temporary.resolve("tmp");
        Files.createDirectories(extracted.resolve("sqlite-" + SQLiteJDBCLoader.getVersion() + "-of-another").resolve("not to be deleted"));
        try (Jar jar = Jar.start(empty, List.of("-Djava.io.tmpdir=" + extracted), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.err().lines()).as(jar.err()).singleElement().asString().contains(" sweep all: ");
        }
    }

    @Test
    void aScheduledRunPicksUpWhatIsPublishedMeanwhileAndStopsCleanlyOnSigterm() throws Exception {
        at.sweep("all", "0/2 * * * * ?", "3h");
        try (Jar jar = Jar.start(empty, List.of(), "run", "--config", at.config().toString())) {
            jar.await(() -> jar.err().contains("sweep all"));
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
            jar.await(() -> at.archive().size() == 1 && at.mails().size() == 1
                    && at.receiver.accepted().size() == 1);
            try (Jar test = Jar.start(empty, List.of(), "notify-test", "archive", "--config", at.config().toString())) {
                assertThat(test.exitCode()).as(test.err()).isZero();
                assertThat(test.out()).as("by the process that has the file").startsWith("delivered: ");
            }
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
            jar.await(() -> at.archive().size() == 3);
            assertThat(at.archive().get(1)).contains("\"type\":\"test\"");
            jar.terminate();
            assertThat(jar.endsWithin(Duration.ofSeconds(10))).isTrue();
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.err()).doesNotContain("Exception", "ERROR");
        }
    }

    @Test
    void theFirstStartAlertsOfWhatEndedLatelyAndABackfillOfTheRest() throws Exception {
        Instant now = Instant.now();
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive").sweep("all", "* * * * * ?", "30d");
        for (int day = 0; day < 29; day++) {
            at.tenant.publish(CallJson.call().start(now.minus(Duration.ofDays(day)).minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        }
        for (int start = 0; start < 2; start++) {
            try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
                jar.await(() -> jar.err().contains("sweep all") && at.archive().size() > 0);
                jar.terminate();
                assertThat(jar.exitCode()).as(jar.err()).isZero();
                assertThat(jar.err().contains("'backfill --from INSTANT --to INSTANT'")).isEqualTo(start == 0);
            }
            assertThat(at.archive()).as("no flood").hasSize(1);
        }
        String[] backfill = {"--config", at.config().toString(), "backfill", "--from", now.minus(Duration.ofDays(29)).toString(),
            "--to", now.toString()};
        for (int time = 0; time < 2; time++) {
            try (Jar jar = Jar.start(empty, List.of(), backfill)) {
                assertThat(jar.exitCode()).as(jar.err()).isZero();
            }
            assertThat(at.archive()).hasSize(29).doesNotHaveDuplicates();
        }
    }

    @Test
    void noSecretIsInAnyOutputNotEvenAtDebug() throws Exception {
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        at.receiver.always(Answer.status(500));
        at.tenant.faults().next(Kind.FIRST_PAGE, Fault.unauthorized()).next(Kind.TOKEN, Fault.status(500));
        at.destination("hook", Map.of("headers.X-Token", "h3ader-secret"));
        at.destination("ops-mail", Map.of("username", "callwatch", "password", "sm7p-secret"));
        StringBuilder written = new StringBuilder();
        for (String[] command : List.of(new String[] {"run", "--once"}, new String[] {"check"}, new String[] {"deliveries"},
                new String[] {"check", "--online"}, new String[] {"status", "--json"}, new String[] {"notify-test", "hook"})) {
            String[] all = Stream.concat(Stream.of("--config", at.config().toString()), Stream.of(command)).toArray(String[]::new);
            try (Jar jar = Jar.start(empty, List.of("-DCALLWATCH_LOG_LEVEL=DEBUG"), all)) {
                jar.exitCode();
                written.append(jar.out()).append(jar.err());
            }
        }
        written.append(new String(Files.readAllBytes(at.folder.resolve("data/callwatch.db")), StandardCharsets.ISO_8859_1));
        assertThat(written.toString()).contains("failed").doesNotContain("h3ader-secret", "sm7p-secret",
                Workplace.SECRET.substring("whsec_".length()), SimulatedTenant.CLIENT_SECRET, "in-the-url", "Bearer ", "/hooks/callwatch");
    }

    @Test
    void faultsOfTheConfigurationInTheJarAreSaidToBeOfThatOne() throws Exception {
        Files.copy(at.config(), empty.resolve("application.properties.txt"));
        try (Jar jar = Jar.start(empty, List.of(), "check")) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).startsWith("The configuration in the jar (there is no application.properties in ").contains(" has 6 faults:");
        }
    }

    @Test
    void reportsFaultsTogetherAndStartsNothing() throws Exception {
        at.set("callwatch.rules.short-call.when", "call.durations < duration('5s')").set("callwatch.graph.timeout", "soon")
                .set("callwatch.sweeps.all.schedule", "never");
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).contains("3 faults", "callwatch.graph.timeout=soon", "did you mean `duration`?",
                    "callwatch.sweeps.all.schedule=never").doesNotContain("Exception");
        }
        assertThat(at.tenant.requests()).isEmpty();
        assertThat(at.folder.resolve("data")).doesNotExist();
    }
}
