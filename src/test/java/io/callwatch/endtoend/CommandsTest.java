package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.Fault;
import io.callwatch.sandbox.Kind;
import jakarta.mail.internet.InternetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that try, show and take away. */
class CommandsTest extends AtAWorkplace {
    private static final List<String> VERDICTS = List.of("match", "undecided", "none");

    @Test
    void notifyTestSendsOneMarkedEventAndSaysWhatWasAnswered() throws Exception {
        assertThat(at.output("notify-test", "hook")).startsWith("delivered: hook has taken").endsWith("; the other side answered 204\n");
        assertThat(at.receiver.accepted()).singleElement().satisfies(call -> {
            assertThat(call.verified()).isTrue();
            assertThat(call.json().path("type").asText()).isEqualTo("test");
        });
        at.receiver.next(Answer.status(403), Answer.status(410), Answer.status(500));
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            assertThat(at.output("notify-test", "hook")).contains("not delivered: the other side answered 403\n");
            assertThat(at.output("notify-test", "hook")).contains("not delivered: the other side answered 410");
            assertThat(at.run("notify-test", "hook")).isEqualTo(1);
            assertThat(log.all()).as("nothing is sent again or stopped").isEmpty();
        }
        at.destination("ops-mail", Map.of("from", "Wächter <callwatch@example.com>"));
        assertThat(at.run("notify-test", "ops-mail")).isZero();
        assertThat(at.mails()).singleElement().satisfies(mail -> {
            assertThat(mail.getSubject()).contains("Test of the destination");
            assertThat(mail.getFrom()).containsExactly(new InternetAddress("callwatch@example.com", "Wächter", "UTF-8"));
            assertThat(mail.getHeader("From", null)).isEqualTo("=?UTF-8?Q?W=C3=A4chter?= <callwatch@example.com>");
            assertThat(mail.getMessageID()).endsWith("@example.com>");
        });
        at.destination("hook", Map.of("quiet", "00:00-23:59"));
        assertThat(at.run("notify-test", "hook")).as("by hand, whatever the hour").isZero();
        assertThat(at.run("notify-test", "nobody")).isEqualTo(2);
        assertThat(folder.resolve("data")).as("the ledger is not touched").doesNotExist();
    }

    @Test
    void checkTouchesNothingAndOnlineTriesEachConnection() throws Exception {
        assertThat(at.run("check")).isZero();
        assertThat(at.tenant.requests()).isEmpty();
        assertThat(at.output("check", "--online")).contains("token and list of calls  good", "hook", "ops-mail");
        assertThat(at.run("check", "--online")).isZero();
        assertThat(at.tenant.requests(Kind.FIRST_PAGE)).hasSize(2).allMatch(asked -> asked.request().header("prefer").contains("maxpagesize=1")
                && Watching.window(asked).length().equals(Duration.ofHours(1)));
        assertThat(at.receiver.received()).as("nothing is posted").isEmpty();
        assertThat(at.mails()).isEmpty();
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        try (Socket nobody = Troublesome.nobody()) {
            at.destination("ops-mail", Map.of("port", Integer.toString(nobody.getLocalPort())));
            assertThat(at.output("check", "--online")).contains("CallRecords.Read.All", "the connection was refused");
            assertThat(at.run("check", "--online")).isEqualTo(1);
        }
    }

    @Test
    void anEndpointWithoutItsComponentIsSaidAndStopsARun() throws Exception {
        at.destination("topic", Map.of("type", "camel", "uri", "kafka:alerts"));
        assertThat(at.run("check")).as("it may be there at another start").isZero();
        assertThat(at.output("check")).contains("endpoint kafka:alerts, whose component is not on the classpath");
        assertThat(at.output("check", "--online")).contains("its component is not on the classpath");
        assertThat(at.run("check", "--online")).isEqualTo(1);
        assertThat(at.runOnceAt(NOON)).isEqualTo(2);
        at.set("callwatch.watch.stale-after", "soon");
        assertThat(at.errors("status")).as("all at once").contains("callwatch.watch.stale-after=soon", "topic.uri=kafka:alerts: expected");
        at.set("callwatch.watch.stale-after", "2h");
        at.destination("topic", Map.of("uri", "seda:alerts"));
        assertThat(at.output("check")).contains("endpoint seda:alerts\n");
    }

    @Test
    void whatStandsBeforeACommandIsNotLeftOut() throws Exception {
        assertThat(at.run("--json", "status")).isEqualTo(2);
        assertThat(at.errors("--json", "status")).startsWith("--json goes after the command status\n");
        assertThat(at.run("--once", "run", "--once")).isEqualTo(2);
        assertThat(at.run("run", "--once", "--json")).isZero();
        assertThat(at.run("--once", "--json")).isZero();
        assertThat(at.errors("deliveries", "--state", "dead", "retry", "--all")).as("it would try all that is pending, too")
                .startsWith("--state is no option of retry\n");
        assertThat(at.run("status", "--json", "dismiss")).isEqualTo(2);
        assertThat(at.run("deliveries", "--help", "retry")).isZero();
        assertThat(at.run("deliveries", "--version", "retry")).isZero();
    }

    @Test
    void deliveriesAndMatchesAreAThousandOnTheTerminalWithWordsForTheRestAndAllOfThemAsJson() throws Exception {
        at.withoutRules().rule("any", "call.version > 0", "archive");
        at.tenant.publish(Stream.generate(() -> CallJson.call().start(NOON.minusSeconds(600))).limit(1_003).toArray(CallJson[]::new));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.output("deliveries", "--state", "delivered")).contains("\n3 more are not shown; '--json' lists all of them.");
        assertThat(at.output("deliveries", "--state", "delivered", "--json").split("\"event\"")).hasSize(1_004);
        assertThat(at.output("deliveries")).isEqualTo("Nothing is pending or dead.\n");
        assertThat(at.output("deliveries", "--state", "dead")).isEqualTo("No delivery is dead.\n");
        String[] backtest = {"backtest", "--from", NOON.minusSeconds(3_600).toString(), "--to", NOON.toString()};
        assertThat(at.output(backtest)).contains("\n3 more are not shown; '--json' lists all of them.", "any   1003\n");
        assertThat(at.output("backtest", "--json", backtest[1], backtest[2], backtest[3], backtest[4]).split("\"calls\"")).hasSize(1_004);
    }

    @Test
    void aRecordWithoutOrganizerIsUndecidedUntilAVersionBringsOneAndThatIsOneAlert() throws Exception {
        at.withoutRules().rule("phone", "call.organizer.kind == 'phone'", "archive");
        CallJson full = CallJson.call().phone("+4930123456").start(Instant.now().minusSeconds(600)).lasting(Duration.ofSeconds(9));
        CallJson third = full.later().later();
        CallJson first = full.without("organizer_v2").without("organizer");
        CallJson second = first.later();
        at.tenant.publish(first);
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.output("explain", full.id())).contains("undecided, waits for call.organizer");
        Instant seen = Instant.now();
        assertThat(at.output("status", "--at", seen.plus(Duration.ofHours(5)).toString())).containsPattern("undecided +1\n");
        assertThat(at.output("status", "--at", seen.plus(Duration.ofHours(7)).toString())).containsPattern("undecided +1, 1 for too long\n");
        at.tenant.publish(second);
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.archive()).isEmpty();
        at.tenant.publish(third);
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.run("run", "--once")).isZero();
        assertThat(at.archive()).hasSize(1);
        assertThat(at.output("explain", full.id())).contains("call.organizer.kind = phone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --once", "status", "deliveries --state delivered", "quarantine", "explain", "backtest --input", "audit",
            "notify-test archive", "check --online", "status dismiss", "deliveries retry --all", "deliveries dismiss x", "quarantine retry",
            "quarantine dismiss 1", "forget --person nobody", "preview hook"})
    void theReadmeNamesTheMembersOfEachJsonDocumentAndNoOthers(String command) throws Exception {
        CallJson call = CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(3));
        at.rule("fails", "1 / (call.version - 1) > 0", "archive").tenant.publish(call);
        at.receiver.next(Answer.status(410));
        assertThat(at.runOnceAt(NOON)).as("no list of what follows is empty").isEqualTo(1);
        at.tenant.faults().always(Kind.FIRST_PAGE, Fault.forbidden());
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        if (command.equals("explain")) {
            words.add(call.id());
        } else if (command.startsWith("backtest")) {
            words.add(Files.writeString(folder.resolve("saved.jsonl"), call.json()).toString());
        }
        words.add("--json");
        String document = at.output(words.toArray(String[]::new));
        String name = command.startsWith("run") ? command + "`, `backfill" : command.replaceFirst("^([\\w-]+(?: retry| dismiss)?).*", "$1");
        String title = "| `" + name + "` | ";
        String row = Files.readAllLines(Path.of("README.md")).stream().filter(line -> line.startsWith(title)).findFirst().orElseThrow();
        Set<String> named = Pattern.compile("`(\\w+)`").matcher(row.substring(title.length())).results().map(m -> m.group(1))
                .filter(word -> !command.equals("explain") || !VERDICTS.contains(word)).collect(Collectors.toSet());
        assertThat(Pattern.compile("\"(\\w+)\":").matcher(document).results().map(m -> m.group(1)).collect(Collectors.toSet()))
                .isEqualTo(named);
    }

    @Test
    void whatCameOfDeliveriesThatAreTriedAgainIsOneDocumentToo() throws Exception {
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(3)));
        at.receiver.next(Answer.status(410));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries", "retry", "x", "--json")).isEqualTo("{\"deliveries\":[],\"nothing\":[\"x\"],\"started\":[]}\n");
        assertThat(at.run("deliveries", "retry", "x", "--json")).isEqualTo(1);
        assertThat(at.output("deliveries", "retry", "--all", "--json")).startsWith("{\"deliveries\":[{\"event\":")
                .endsWith("\"destination\":\"hook\",\"state\":\"delivered\",\"reason\":null}],\"nothing\":[],\"started\":[\"hook\"]}\n");
        assertThat(at.run("deliveries", "retry", "--all", "--json")).isZero();
    }

    @Test
    void thePlanIsTheSameInWordsAndInJson() throws Exception {
        List<String> lines = new ArrayList<>(List.of("The configuration is good. The plan:"));
        new ObjectMapper().readTree(at.output("check", "--json")).path("plan").forEach(line -> lines.add(Stream.of("part", "name", "text")
                .map(line::path).filter(member -> !member.isNull()).map(JsonNode::asText).collect(Collectors.joining(" ", " ", ""))));
        assertThat(at.output("check").replaceAll(" +", " ").lines()).hasSizeGreaterThan(5)
                .containsExactlyElementsOf(lines.stream().map(line -> line.replaceAll(" +", " ")).toList());
        at.rule("a-name-longer-than-most", "true", "hook");
        assertThat(at.output("check").lines().filter(line -> line.contains(" true -> ") || line.contains("webhook at"))
                .map(line -> line.replaceFirst("(true|webhook).*", "").length()).distinct()).as("one column").hasSize(1);
    }

    @Test
    void whatIsTakenOffTheListsIsCountedInJson() throws Exception {
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.runOnceAt(NOON.plus(Duration.ofDays(31)))).as("a span is lost").isEqualTo(1);
        assertThat(at.output("status")).contains(" left the service before they were read. 'callwatch status dismiss' takes it off the list.");
        assertThat(at.output("status", "dismiss", "--json")).isEqualTo("{\"dismissed\":1}\n");
        assertThat(at.output("status", "dismiss", "--json")).isEqualTo("{\"dismissed\":0}\n");
    }
}
