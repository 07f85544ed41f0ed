package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import io.callwatch.sandbox.ScriptedSmtp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar where something is in its way: a full disk, no locale, a stop at the wrong moment. */
class HardPlaceIT extends InAnEmptyFolder {
    private static final int MATCHES = 4_000;

    /** The operating system lets no file grow beyond 3 MB: the ledger's own included. */
    @Test
    void aFullDiskLosesNothingAndDoublesNothing() throws Exception {
        publishMatches();
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive");
        try (Jar jar = Jar.startBounded(empty, 3_072, "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isNotZero();
            assertThat(jar.err()).doesNotContain("\tat ");
        }
        assertThat(at.archive()).hasSizeLessThan(MATCHES);
        onePassTellsAllOnce();
    }

    /** Whoever reads the log at night finds a line for each tick, and what it says. */
    @Test
    void aFullDiskIsALineForEachTickOfAScheduledRunAndIsMadeUpForOnceThereIsRoom() throws Exception {
        publishMatches();
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive").sweep("all", "* * * * * ?", "3h");
        try (Jar jar = Jar.startBounded(empty, 3_072, "--config", at.config().toString())) {
            jar.await(() -> jar.err().split("sweep-all failed: the ledger ").length > 3);
            jar.terminate();
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.err()).doesNotContain("\tat ", "Error processing exchange");
            assertThat(jar.err().lines()).as(jar.err()).allMatch(line -> line.matches("\\S+Z (INFO |WARN |ERROR) .*"));
        }
        onePassTellsAllOnce();
    }

    private void publishMatches() {
        for (int i = 0; i < MATCHES; i++) {
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(600 + i)).lasting(Duration.ofSeconds(2)));
        }
    }

    private void onePassTellsAllOnce() throws Exception {
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(at.archive()).hasSize(MATCHES).doesNotHaveDuplicates();
    }

    @Test
    void aMailServerThatIsGoneInTheMiddleIsALine() throws Exception {
        try (ScriptedSmtp smtp = new ScriptedSmtp().dropAfterData(true)) {
            at.onlyShortCalls("ops-mail").destination("ops-mail", Map.of("port", Integer.toString(smtp.port())));
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
            try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
                assertThat(jar.exitCode()).as(jar.err()).isEqualTo(1);
                assertThat(jar.err()).contains("to ops-mail failed, attempt 1").doesNotContain("\tat ", "transport");
            }
        }
    }

    /** On Linux alone is there a device that is always full. */
    @ParameterizedTest
    @CsvSource({">/dev/full,1 What was to be printed could not be written to its end: No space left on device", "| head -1 >/dev/null,'0 '"})
    void aResultThatIsCutShortIsNotAllDoneUnlessItsReaderWantsNoMore(String to, String said) throws Exception {
        at.tenant.publish(IntStream.range(0, 900).mapToObj(i -> CallJson.call().start(Instant.now().minusSeconds(600 + i))
                .lasting(Duration.ofSeconds(2))).toArray(CallJson[]::new));
        at.onlyShortCalls("archive");
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        Process shell = new ProcessBuilder("bash", "-c", "\"$0\" -jar \"$@\" 2>said " + to + "; echo \"${PIPESTATUS[0]} $(cat said)\"",
                System.getProperty("java.home") + "/bin/java", System.getProperty("callwatch.jar"), "--config", at.config().toString(),
                "deliveries", "--state", "delivered").directory(empty.toFile()).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(said + "\n");
    }

    /** As where {@code /tmp} is full, or mounted so that nothing runs from it: the ledger is well, and must not be moved away. */
    @Test
    void whereSqlitesLibraryCannotBeLoadedThatIsSaid() throws Exception {
        Path noFolder = Files.createFile(temporary.resolve("no-folder"));
        Files.createFile(Files.createDirectories(at.folder.resolve("data")).resolve("callwatch.db"));
        for (List<String> command : List.of(List.of("run", "--once"), List.of("status"))) {
            try (Jar jar = Jar.start(empty, List.of("-Dorg.sqlite.tmpdir=" + noFolder), Stream.concat(
                    Stream.of("--config", at.config().toString()), command.stream()).toArray(String[]::new))) {
                assertThat(jar.exitCode()).as(jar.err()).isEqualTo(2);
                assertThat(jar.err()).contains("-Dorg.sqlite.tmpdir=FOLDER").doesNotContain("\tat ", "move the file away");
            }
        }
        assertThat(at.tenant.requests()).isEmpty();
    }

    /** As cron and bare containers have it. */
    @ParameterizedTest
    @ValueSource(strings = {"-Dfile.encoding=US-ASCII", "-Dsun.stdout.encoding=ANSI_X3.4-1968 -Dsun.stderr.encoding=ANSI_X3.4-1968"})
    void aLocaleWithoutLettersMakesNoQuestionMarksOfThem(String options) throws Exception {
        List<String> posix = List.of(options.split(" "));
        at.withoutRules().rule("named", "call.organizer.displayName == 'J\u00f6rg'", "archive");
        try (Jar jar = Jar.start(empty, posix, "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out()).contains("'J\u00f6rg'");
        }
        at.tenant.faults().always(Kind.TOKEN, Fault.answer(Answer.json(401, "{\"error\":\"ung\u00fcltig\"}")));
        try (Jar jar = Jar.start(empty, posix, "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isEqualTo(1);
            assertThat(jar.err()).contains("answered 401 ung\u00fcltig");
        }
        at.set("callwatch.rules.named.when", "call.organizer.name == 'J\u00f6rg'");
        try (Jar jar = Jar.start(empty, posix, "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isEqualTo(2);
            assertThat(jar.err()).contains("'J\u00f6rg'");
        }
    }

    @Test
    void aNameThatTheLocaleCannotReadIsNotTakenForForgotten() throws Exception {
        try (Jar jar = Jar.startWithoutLetters(empty, "--config", at.config().toString(), "forget", "--person", "J\\0303\\0266rg")) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).contains("set LC_ALL=C.UTF-8");
        }
        try (Jar jar = Jar.startWithoutLetters(empty, "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
    }

    @Test
    void aFolderThatTheLocaleCannotReadIsNamedAsTheReason() throws Exception {
        try (Jar jar = Jar.startInAFolderWithoutLetters(empty, "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isEqualTo(2);
            assertThat(jar.err()).contains("folder", "set LC_ALL=C.UTF-8").doesNotContain("ExceptionInInitializerError");
        }
    }

    @Test
    void aFileThatTheLocaleCannotNameIsAFaultThatSaysSo() throws Exception {
        String letters = ", in letters that the locale has (LC_ALL=C.UTF-8 has all)";
        at.set("callwatch.destinations.archive.path", "J\u00f6rg.jsonl").set("callwatch.ledger.url", "jdbc:sqlite:J\u00f6rg.db")
                .set("callwatch.lists.vip", "@J\u00f6rg.txt").set("callwatch.holidays", "J\u00f6rg.ics");
        try (Jar jar = Jar.startWithoutLetters(empty, "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isEqualTo(2);
            assertThat(jar.err().lines()).filteredOn(line -> line.contains("J\u00f6rg")).hasSize(4).allMatch(line -> line.endsWith(letters));
        }
    }

    @Test
    void aStopInTheMiddleOfAWindowLeavesItUnread() throws Exception {
        for (int i = 0; i < 300; i++) {
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(600 + i)).lasting(Duration.ofSeconds(2)));
        }
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive").sweep("all", "* * * * * ?", "1h")
                .set("callwatch.graph.page-size", "5");
        // of the sixty pages; however late the signal comes, the rest is not read by then
        at.tenant.faults().always(asked -> asked.kind() != Kind.TOKEN && at.tenant.requests().size() > 40, Fault.hang());
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
            jar.await(() -> at.archive().size() > 5);
            jar.terminate();
            assertThat(jar.endsWithin(Duration.ofSeconds(10))).isTrue();
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(at.archive()).as("stopped in the middle").hasSizeLessThan(300);
        try (Jar status = Jar.start(empty, List.of(), "--config", at.config().toString(), "status")) {
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.out()).contains("Unread: ");
        }
        at.tenant.faults().clear();
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(at.archive()).hasSize(300).doesNotHaveDuplicates();
    }
}
