package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules would match, read or saved, beside others and beside what is expected. */
class BacktestTest extends AtAWorkplace {
    @Test
    void aSavedPageIsReadWhereverItsNextLinkLeads() throws Exception {
        Path saved = Files.writeString(folder.resolve("saved.json"), "{\"@odata.nextLink\":\"https://graph.microsoft.com/v1.0/x?$skiptoken=a\","
                + "\"value\":[" + CallJson.call().lasting(Duration.ofSeconds(3)).json() + "]}");
        assertThat(at.output("backtest", "--json", "--input", saved.toString())).contains("\"records\":1", "short-call");
    }

    @Test
    void aCallThatBeganNobodyKnowsWhenIsCountedOnNoDay() throws Exception {
        at.withoutRules().rule("any", "call.version > 0", "archive");
        Path saved = Files.writeString(folder.resolve("saved.jsonl"), CallJson.call().without("startDateTime").json());
        assertThat(at.output("backtest", "--input", saved.toString())).contains("any   1\n").doesNotContain("day (UTC)");
    }

    @Test
    void backtestComparesRulesAndChecksExpectations() throws Exception {
        CallJson three = CallJson.call().lasting(Duration.ofSeconds(3));
        CallJson seven = CallJson.call().lasting(Duration.ofSeconds(7));
        Path saved = Files.writeString(folder.resolve("saved.jsonl"), three.json() + "\n" + seven.json() + "\n");
        Path right = Files.writeString(folder.resolve("right.json"), "{\"" + three.id() + "\": [\"short-call\"], \"" + seven.id() + "\": []}");
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"" + seven.id() + "\": [\"short-call\"]}");
        assertThat(at.run("backtest", "--input", saved.toString(), "--expect", right.toString())).isZero();
        assertThat(at.run("backtest", "--input", saved.toString(), "--expect", wrong.toString())).isEqualTo(1);
        Path other = Files.copy(at.rule("short-call", "call.duration > duration('5s')", "archive").config(), folder.resolve("other.properties"));
        at.rule("short-call", "call.duration < duration('5s')", "archive");
        assertThat(at.output("backtest", "--input", saved.toString(), "--compare", other.toString()))
                .contains("+ short-call " + seven.id(), "- short-call " + three.id());
        assertThat(at.run("backtest", "--input", saved.toString(), "--compare", other.toString())).as("no failure").isZero();
        Files.writeString(wrong, "{\"" + seven.id() + "\": \"short-call\"}");
        assertThat(at.errors("backtest", "--input", saved.toString(), "--expect", wrong.toString()))
                .isEqualTo("The file " + wrong + " cannot be used: expected a JSON object such as {\"CALL_ID\": [\"short-call\"]}\n");
        assertThat(at.output("backtest", "--json", "--input", saved.toString(), "--compare", other.toString()))
                .contains("\"added\":[\"short-call " + seven.id() + "\"],\"removed\":[\"short-call " + three.id() + "\"]");
        assertThat(at.run("backtest", "--input", "nowhere.json")).isEqualTo(2);
        assertThat(at.errors("backtest", "--input", folder.toString())).startsWith("The file " + folder + " cannot be read (Is a directory): expected");
        Files.writeString(wrong, "[\"\u00e9\"]", StandardCharsets.ISO_8859_1);
        assertThat(at.errors("backtest", "--input", wrong.toString())).startsWith("The file " + wrong + " cannot be read (not in UTF-8): expected");
        Path nowhere = folder.resolve("nowhere.json");
        assertThat(at.errors("backtest", "--input", saved.toString(), "--expect", nowhere.toString()))
                .isEqualTo("The file " + nowhere + " cannot be read: no such file or folder\n");
    }

    /** After a slip in an id nothing would be tested. */
    @Test
    void anExpectationOfACallThatIsNotThereIsADifference() throws Exception {
        Path saved = Files.writeString(folder.resolve("saved.jsonl"), CallJson.call().json() + "\n{\"id\": \"garbled\", \"version\": \"x\"}\n");
        Path slip = Files.writeString(folder.resolve("slip.json"), "{\"garbled\": [], \"no-such-call\": []}");
        assertThat(at.output("backtest", "--input", saved.toString(), "--expect", slip.toString()))
                .contains("\nset aside: garbled: ", "\ndifferent: garbled: expected [], saw no call that was judged\n",
                        "\ndifferent: no-such-call: expected [], saw no call that was judged\n");
        assertThat(at.run("backtest", "--input", saved.toString(), "--expect", slip.toString())).isEqualTo(1);
        assertThat(at.run("backtest", "--input", saved.toString())).as("what is set aside may be an alert").isEqualTo(1);
    }

    /** Of several documents the first one alone was looked at, and of a call that stands there twice the last line. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": []}\n{\"b\": []}\n", "{\"a\": []} []", "{\"a\": [\"short-call\"], \"a\": []}"})
    void expectationsThatWouldNotBeLookedAtAreRefused(String expectations) throws Exception {
        Path saved = Files.writeString(folder.resolve("saved.jsonl"), CallJson.call().json());
        Path expected = Files.writeString(folder.resolve("expected.json"), expectations);
        assertThat(at.errors("backtest", "--input", saved.toString(), "--expect", expected.toString()))
                .isEqualTo("The file " + expected + " cannot be used: expected one JSON object that names each call once, such as "
                        + "{\"CALL_ID\": [\"short-call\"]}\n");
    }

    /** A rule that is being tried may fail on every record of a month. */
    @Test
    void aTerminalSeesAThousandThatAreSetAside() throws Exception {
        Path saved = Files.writeString(folder.resolve("saved.jsonl"), IntStream.range(0, 1_003)
                .mapToObj(i -> "{\"id\":\"g" + i + "\",\"version\":\"x\"}").collect(Collectors.joining("\n")));
        String words = at.output("backtest", "--input", saved.toString());
        assertThat(words.lines().filter(line -> line.startsWith("set aside: "))).hasSize(1_000);
        assertThat(words).endsWith("\n3 more that are set aside are not shown; '--json' lists all of them.\n");
        assertThat(at.output("backtest", "--input", saved.toString(), "--json").split("\"callId\"")).hasSize(1_004);
    }

    @Test
    void whatIsComparedIsReadOnceAndWhatItsRulesFailOnIsSaid() throws Exception {
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(3));
        at.onlyShortCalls("archive").set("callwatch.graph.concurrency", "1").tenant.publish(call); // who is first would decide what is cut how
        String[] backtest = {"backtest", "--from", NOON.minusSeconds(3_600).toString(), "--to", NOON.toString(), "--compare", null};
        backtest[6] = folder.resolve("nowhere.properties").toString();
        assertThat(at.run(backtest)).isEqualTo(2);
        Path other = folder.resolve("other.properties");
        Files.copy(at.rule("short-call", "1 / (call.version - 1) > 0", "archive").rule("any", "call.version > 0", "archive").config(), other);
        at.onlyShortCalls("archive");
        backtest[5] = "--expect";
        assertThat(at.run(backtest)).isEqualTo(2);
        assertThat(at.tenant.requests(Kind.FIRST_PAGE)).as("not read in vain").isEmpty();
        assertThat(at.run(Arrays.copyOf(backtest, 5))).isZero();
        backtest[5] = "--compare";
        backtest[6] = other.toString();
        int reading = at.tenant.requests(Kind.FIRST_PAGE).size();
        assertThat(at.run(backtest)).isEqualTo(1);
        assertThat(at.tenant.requests(Kind.FIRST_PAGE)).hasSize(2 * reading);
        assertThat(at.output(backtest)).contains("\nwith " + other + ":\n  + any " + call.id() + "\n  - short-call " + call.id()
                + "\n  set aside: " + call.id() + " for short-call: ");
        assertThat(at.output(Stream.concat(Arrays.stream(backtest), Stream.of("--json")).toArray(String[]::new)))
                .contains("\"added\":[\"any " + call.id() + "\"],\"removed\":[\"short-call " + call.id() + "\"]",
                        "\"failed\":[],\"otherFailed\":[{\"callId\":\"" + call.id() + "\",\"rule\":\"short-call\"");
    }

    @Test
    void whatHangsOnSeveralCallsIsTheSameInWhateverOrderAndHoweverFarApartTheyAreRead() throws Exception {
        at.withoutRules().rule("burst", "call.version > 0", "archive")
                .rule("first", "firstFrom(call.organizer.phone, call.startDateTime, duration('1h'))", "archive")
                .set("callwatch.rules.burst.count", "3").set("callwatch.rules.burst.within", "10m");
        List<CallJson> calls = IntStream.range(0, 400)
                .mapToObj(i -> CallJson.call().phone("+4930123456").start(NOON.minusSeconds(3_600 - 9 * i))).toList();
        at.tenant.publish(calls.toArray(CallJson[]::new));
        at.tenant.publishRaw("{\"id\":\"odd\",\"version\":\"x\"}", NOON.minusSeconds(600), Instant.MIN);
        Path same = Files.copy(at.config(), folder.resolve("same.properties"));
        assertThat(at.output("backtest", "--from", NOON.minusSeconds(7_200).toString(), "--to", NOON.toString(), "--compare",
                same.toString())).contains("\nset aside: odd: ").endsWith("\nwith " + same + ":\n  the same alerts\n");
        Path saved = Files.writeString(folder.resolve("saved.jsonl"), calls.subList(0, 3).stream().map(CallJson::json)
                .collect(Collectors.joining("\n")) + "\n".repeat(20_000) + calls.get(3).json());
        Path expected = Files.writeString(folder.resolve("expected.json"), "{\"" + calls.get(3).id() + "\": [\"burst\"]}");
        assertThat(at.run("backtest", "--input", saved.toString(), "--expect", expected.toString())).as("no difference").isZero();
    }

    @Test
    void backtestTakesEachCallAtItsLastVersionWhereverThatStandsInTheFile() throws Exception {
        at.rule("long-call", "call.duration > duration('60s')", "archive").rule("pair", "call.duration < duration('5s')", "archive")
                .set("callwatch.rules.pair.count", "2").set("callwatch.rules.pair.within", "10m");
        CallJson call = CallJson.call().lasting(Duration.ofSeconds(4));
        CallJson now = call.later().lasting(Duration.ofSeconds(64));
        List<CallJson> others = Stream.generate(() -> CallJson.call().lasting(Duration.ofSeconds(3))).limit(3).toList();
        Path saved = Files.writeString(folder.resolve("saved.jsonl"), Stream.concat(Stream.of(call, now), others.stream())
                .map(CallJson::json).collect(Collectors.joining("\n")));
        Path expected = Files.writeString(folder.resolve("expected.json"), "{\"" + now.id() + "\": [\"long-call\"], "
                + others.stream().map(other -> "\"" + other.id() + "\": [\"pair\", \"short-call\"]")
                        .collect(Collectors.joining(", ")) + "}");
        assertThat(at.run("backtest", "--input", saved.toString(), "--expect", expected.toString())).as("no difference").isZero();
    }
}
