package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.cli.LogToStderr;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What strangers write keeps to its line, and gives no orders, on the terminal and in the log. */
@Tag("file-ledger")
class HostileWordsTest extends AtAWorkplace {
    private static final String FORGED = "2026-11-27T00:00:00.000Z ERROR forged";
    private static final String WORDS = "Eve\u001b[2J\u001b]0;title\u0007\u009b31m\r\n" + FORGED + "\u202emoc.elpmaxe\u2028" + FORGED;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void ofACallAreOneLineEachOnTheTerminal() throws Exception {
        at.withoutRules().rule("named", "call.organizer.displayName != ''", "archive")
                .rule("silent", "call.organizer.displayName == 'Ada'", "archive").rule("broken", "1 / (call.version - 1) > 0", "archive");
        CallJson named = CallJson.call().user("u", WORDS).start(Instant.now().minusSeconds(600)).lasting(Duration.ofSeconds(3));
        CallJson hostileId = CallJson.call().id(WORDS).start(Instant.now().minusSeconds(500));
        CallJson hostileKind = CallJson.call().start(Instant.now().minusSeconds(400)).with("organizer_v2", "{\"identity\":{"
                + JSON.writeValueAsString(WORDS + "x".repeat(100_000)) + ":{\"displayName\":7}}}");
        at.tenant.publish(named, hostileId, hostileKind);
        assertThat(at.run("run", "--once")).isEqualTo(1);
        assertPlain(at.output("explain", named.id()), "call.organizer.displayName = Eve");
        assertPlain(at.output("explain", WORDS), "Call Eve");
        assertPlain(at.output("explain", WORDS + "unseen"), "The call Eve");
        assertPlain(at.output("explain", hostileKind.id()), "In quarantine: organizer_v2.identity.Eve");
        assertPlain(at.output("quarantine"), "Eve", "organizer_v2.identity.Eve");
        assertThat(at.output("quarantine").lines()).allMatch(line -> line.length() < 500);
        assertPlain(at.output("deliveries", "--state", "delivered"), "named");
        assertPlain(at.output("status"), "quarantined");
        Path saved = Files.writeString(folder.resolve("saved.jsonl"), named.json() + "\n" + hostileId.json() + "\n");
        Path none = Files.writeString(folder.resolve("none.json"), JSON.writeValueAsString(Map.of(WORDS, List.of())));
        at.withoutRules().rule("other", "call.version > 0", "archive");
        Path others = Files.copy(at.config(), folder.resolve("others.properties"));
        at.withoutRules().rule("named", "call.organizer.displayName != ''", "archive")
                .rule("broken", "1 / (call.version - 1) > 0", "archive");
        assertPlain(at.output("backtest", "--input", saved.toString(), "--expect", none.toString(), "--compare", others.toString()),
                "call.organizer.displayName = Eve", "set aside: Eve", "different: Eve", "+ other Eve");
    }

    @Test
    void ofTheTokenEndpointAreOneShortLineInTheLogAndInWhatIsTold() throws Exception {
        at.set("callwatch.watch.notify", "watchers")
                .destination("watchers", Map.of("type", "file", "path", folder.resolve("watch.jsonl").toString()));
        at.tenant.faults().always(Kind.TOKEN, Fault.answer(Answer.json(400,
                JSON.writeValueAsString(Map.of("error", WORDS, "error_description", WORDS + "x".repeat(20_000))))));
        try (LogLines log = new LogLines("app")) {
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(log.all()).anyMatch(line -> line.contains("answered 400 Eve")).allSatisfy(line -> assertPlain(line))
                    .allMatch(line -> line.length() < 1_000);
        }
        assertThat(Files.readAllLines(folder.resolve("watch.jsonl"))).singleElement().asString().contains("answered 400 Eve")
                .doesNotContain("\\u001b", "\\n", "\u202e", "\u2028");
    }

    @Test
    void ofWhomeverAreOneLineOfTheLog() {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        LoggerContext log = new LoggerContext();
        log.setMDCAdapter(MDC.getMDCAdapter());
        try {
            new LogToStderr().configure(log);
            log.getLogger("io.callwatch.any").warn("it said {}", WORDS);
        } finally {
            log.stop();
            System.setErr(before);
        }
        String lines = err.toString(StandardCharsets.UTF_8); // others of this process may have said something meanwhile
        assertPlain(lines, " WARN  it said Eve");
        assertThat(lines.lines()).filteredOn(line -> line.contains("Eve") || line.contains("forged")).singleElement().asString()
                .contains(" WARN  it said Eve").endsWith(FORGED);
    }

    /** Who is asked for a ledger before he has shown who he is may be anybody. */
    @Test
    void ofADatabaseServerAreOneLineOfPlainText() throws Exception {
        try (ServerSocket server = Troublesome.answering(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), refusing("no " + WORDS))) {
            at.set("callwatch.ledger.url", "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/db");
            assertPlain(at.errors("status"), "The ledger jdbc:postgresql://127.0.0.1:", "cannot be reached (FATAL: no Eve");
        }
    }

    /** As PostgreSQL says it, in place of the greeting. */
    private static Troublesome.Deed refusing(String words) {
        return socket -> {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] error = ("SFATAL\0VFATAL\0C28000\0M" + words + "\0\0").getBytes(StandardCharsets.UTF_8);
            in.skipNBytes(in.readInt() - Integer.BYTES); // it asks for TLS
            out.writeByte('N');
            in.skipNBytes(in.readInt() - Integer.BYTES);
            out.writeByte('E');
            out.writeInt(Integer.BYTES + error.length);
            out.write(error);
        };
    }

    private static void assertPlain(String output, String... shown) {
        assertThat(List.of(shown)).allSatisfy(words -> assertThat(output).contains(words));
        assertThat(output).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");
        assertThat(output.lines()).noneMatch(line -> line.startsWith(FORGED));
    }
}
