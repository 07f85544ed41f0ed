package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import io.callwatch.sandbox.ScriptedSmtp;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
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

    /** Of a host with several addresses the first may be down. */
    @Test
    void aServerIsReachedAtWhicheverAddressOfItsHostAnswers() throws Exception {
        Path hosts = Files.writeString(temporary.resolve("hosts"), "127.0.0.9 localhost\n127.0.0.1 localhost\n");
        at.onlyShortCalls("hook,ops-mail").destination("ops-mail", Map.of("host", "localhost"))
                .destination("hook", Map.of("url", at.receiver.url().replace("127.0.0.1", "localhost")));
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        for (String[] command : List.of(new String[] {"run", "--once"}, new String[] {"check", "--online"})) {
            try (Jar jar = Jar.start(empty, List.of("-Djdk.net.hosts.file=" + hosts), Stream.concat(
                    Stream.of("--config", at.config().toString()), Stream.of(command)).toArray(String[]::new))) {
                assertThat(jar.exitCode()).as(jar.out() + jar.err()).isZero();
            }
        }
        assertThat(at.receiver.accepted()).hasSize(1);
        assertThat(at.mails()).hasSize(1);
    }

    /** Nor is the first, which lets nobody in, waited for as long as there is time, though the second takes three seconds of it. */
    @ParameterizedTest
    @CsvSource({"10s, true", "4s, false"})
    void aMailServerIsReachedThoughNobodyAnswersAtTheFirstOfItsAddresses(String timeout, boolean inTime) throws Exception {
        Path hosts = Files.writeString(temporary.resolve("hosts"), "127.0.0.9 localhost\n127.0.0.1 localhost\n");
        InetAddress first = InetAddress.getByName("127.0.0.9");
        try (ScriptedSmtp smtp = new ScriptedSmtp().drippingAt("CONNECT"); ServerSocket full = new ServerSocket(smtp.port(), 1, first);
                Socket one = new Socket(first, smtp.port()); Socket two = new Socket(first, smtp.port());
                Jar jar = notifiesByMail(smtp, timeout, hosts)) {
            assertThat(jar.exitCode()).as(jar.out()).isEqualTo(inTime ? 0 : 1);
            assertThat(smtp.taken()).hasSize(inTime ? 1 : 0);
        }
    }

    @Test
    void aMailServerMayTakeItsTimeThoughItHasAnotherAddress() throws Exception {
        Path hosts = Files.writeString(temporary.resolve("hosts"), "127.0.0.1 localhost\n127.0.0.9 localhost\n");
        try (ScriptedSmtp smtp = new ScriptedSmtp().drippingAt("CONNECT"); Jar jar = notifiesByMail(smtp, "5s", hosts)) {
            assertThat(jar.exitCode()).as(jar.out()).isZero();
        }
    }

    private Jar notifiesByMail(ScriptedSmtp smtp, String timeout, Path hosts) throws Exception {
        at.destination("ops-mail", Map.of("host", "localhost", "port", Integer.toString(smtp.port()), "timeout", timeout));
        return Jar.start(empty, List.of("-Djdk.net.hosts.file=" + hosts), "--config", at.config().toString(), "notify-test", "ops-mail");
    }

    /** Else each address of a host would be waited for anew. */
    @Test
    void whoIsTooLateAtOneAddressIsNotSpokenToAtTheNext() throws Exception {
        Path hosts = Files.writeString(temporary.resolve("hosts"), "127.0.0.1 localhost\n127.0.0.9 localhost\n");
        List<Integer> heard = new CopyOnWriteArrayList<>();
        try (ServerSocket slow = Troublesome.answering(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), socket -> {
            for (byte each : new byte[] {22, 3, 3, 64, 0}) {
                socket.getOutputStream().write(each); // the head of a long record of TLS
            }
            while (true) {
                socket.getOutputStream().write(1);
                LockSupport.parkNanos(50_000_000);
            }
        }); ServerSocket next = Troublesome.answering(new ServerSocket(slow.getLocalPort(), 50, InetAddress.getByName("127.0.0.9")),
                socket -> heard.add(socket.getInputStream().read()))) {
            at.onlyShortCalls("hook").destination("hook", Map.of("url", "https://localhost:" + next.getLocalPort() + "/x", "timeout", "1s"));
            at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
            try (Jar jar = Jar.start(empty, List.of("-Djdk.net.hosts.file=" + hosts), "--config", at.config().toString(), "run", "--once")) {
                assertThat(jar.exitCode()).as(jar.err()).isEqualTo(1);
                assertThat(jar.err()).contains("to hook failed, attempt 1: no answer in time");
            }
        }
        assertThat(heard).as("no word, but the end").allMatch(word -> word == -1);
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
