package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.ledger.LedgerPlace;
import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.SimulatedTenant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands say of what they were given. */
class UsageTest extends AtAWorkplace {
    @Test
    void faultsComeWithTheFileThatTheyAreOf() throws Exception {
        at.set("callwatch.graph.timeout", "soon");
        Path other = Files.copy(at.config(), folder.resolve("other.properties"));
        assertThat(at.errors("check")).startsWith("The configuration " + at.config() + " has a fault:\n");
        at.set("callwatch.graph.timeout", "30s");
        Path saved = Files.writeString(folder.resolve("saved.jsonl"), "");
        assertThat(at.errors("backtest", "--input", saved.toString(), "--compare", other.toString()))
                .contains("The configuration " + other + " has a fault:\n");
    }

    @Test
    void aConfigurationThatIsNotThereOrNotInUtf8IsSaidSo() throws Exception {
        Path nowhere = folder.resolve("nope.properties");
        assertThat(at.errors("check", "--config", nowhere.toString())).isEqualTo("The configuration " + nowhere + " is not there\n");
        Path latin = Files.writeString(folder.resolve("latin.properties"), "x=\u00fc", StandardCharsets.ISO_8859_1);
        assertThat(at.errors("check", "--config", latin.toString()))
                .isEqualTo("The configuration " + latin + " cannot be read: expected a properties file in UTF-8\n");
        assertThat(at.errors("check", "--config", folder.toString()))
                .isEqualTo("The configuration " + folder + " cannot be read: expected a properties file\n");
    }

    /** As where a limit of the user or the container leaves it too few: half started it neither read nor ended, and kept the ledger. */
    @ParameterizedTest
    @ValueSource(strings = {"run", "run --once"})
    void whatTheSystemHasNoThreadsForEndsWithALine(String line) throws Exception {
        at.destination("topic", Map.of("type", "camel", "uri", "unfit:threads"));
        assertThat(at.errors(line.split(" "))).endsWith("Callwatch failed: OutOfMemoryError, unable to create native thread: possibly out of "
                + "memory or process/resource limits reached\n").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dcallwatch.graph.client-secret=s3cret check", "check -Dcallwatch.graph.client-secret=s3cret",
        "status -Djavax.net.ssl.trustStorePassword=s3cret"})
    void aSettingBehindTheJarIsRefusedWithoutItsValueAndSaidWhereItGoes(String line) throws Exception {
        assertThat(at.errors(line.split(" "))).isEqualTo("An option of Java stands before -jar, by the launcher in JAVA_OPTS: "
                + line.replaceAll("check|status|=.*| ", "") + "\n");
        assertThat(at.run(line.split(" "))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "backfill", "backtest", "deliveries", "deliveries retry", "status", "audit", "preview", "forget"})
    void theReadmeNamesEachOptionOfACommand(String command) throws Exception {
        List<String> rows = Files.readAllLines(Path.of("README.md")).stream().filter(row -> row.startsWith("| `" + command)).toList();
        assertThat(Pattern.compile("--[a-z]+").matcher(at.output((command + " --help").split(" "))).results().map(MatchResult::group))
                .filteredOn(option -> !List.of("--help", "--version", "--config", "--json").contains(option))
                .isNotEmpty().allSatisfy(option -> assertThat(rows).anyMatch(row -> row.contains(option)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "backfill", "backtest", "explain", "deliveries", "deliveries retry", "deliveries dismiss",
        "quarantine", "quarantine retry", "quarantine dismiss", "status", "status dismiss", "audit", "notify-test", "preview", "forget"})
    void eachCommandSaysItsVersion(String command) throws Exception {
        assertThat(at.output((command + " --version").split(" "))).startsWith("callwatch ").contains("\nJava ");
    }

    @Test
    void whatACommandCannotDoWithoutIsNotShownAsIfItCould() throws Exception {
        assertThat(at.output("backfill", "--help")).startsWith(
                "Usage: callwatch backfill [-hV] [--json] [--config=FILE] --from=INSTANT --to=INSTANT\n");
    }

    @Test
    void aListInAnotherEncodingOrWithoutItsFileIsSaidSo() throws Exception {
        Files.writeString(folder.resolve("latin.txt"), "J\u00f6rg", StandardCharsets.ISO_8859_1);
        assertThat(at.set("callwatch.lists.bad", "@" + folder.resolve("latin.txt")).errors("check"))
                .contains("in UTF-8, one a line, but " + folder.resolve("latin.txt") + " cannot be read: not in UTF-8");
        assertThat(at.set("callwatch.lists.bad", "@" + folder.resolve("nope.txt")).errors("check"))
                .contains("nope.txt cannot be read: no such file or folder");
    }

    @Test
    void checkShowsWhatIsSetAndNothingElse() throws Exception {
        assertThat(at.output("check")).contains("  config   " + at.config() + "\n").doesNotContain("  note ", "  zone ", "  watch ", "within", "quiet");
        at.set("callwatch.graph.tenant-id", "contoso.onmicrosoft.com").set("callwatch.time-zone", "Europe/Berlin");
        at.set("callwatch.watch.notify", "archive").rule("burst", "call.version > 0", "archive");
        at.set("callwatch.rules.burst.count", "5").set("callwatch.rules.burst.within", "10m");
        assertThat(at.output("check")).contains("call.version > 0; 5 within 10 min -> archive (warning)");
        at.set("callwatch.rules.burst.per", "call.type");
        at.destination("hook", Map.of("privacy", "masked", "quiet", "22:00-06:00"));
        assertThat(at.output("check")).contains("note     tenant-id is no GUID",
                "zone     Europe/Berlin", "call.version > 0; 5 within 10 min per call.type -> archive (warning)",
                "signed, masked, quiet 22:00-06:00 Europe/Berlin", "watch    archive");
        at.destination("pager", Map.of("type", "webhook", "url", at.receiver.url(), "format", "pagerduty", "secret", "0123456789abcdef"));
        assertThat(at.output("check")).as("its secret is the routing key").contains("webhook at http://127.0.0.1, pagerduty\n");
    }

    @Test
    void thePlanSaysWhatIsReadWhoIsToldHowAndWhereItIsKept() throws Exception {
        at.onlyShortCalls("archive,hook").sweep("all", "0 0/5 * * * ?", "90m").set("callwatch.graph.concurrency", "3")
                .destination("chat", Map.of("type", "webhook", "url", "https://hooks.example.com/s3cret?s3cret", "format", "slack"))
                .destination("ops-mail", Map.of("to", "a@example.com,b@example.com", "host", "mail.example.com", "port", "2525", "tls", "smtps"))
                .set("callwatch.ledger.url", "jdbc:postgresql://db.example.com/callwatch?sslmode=require");
        assertThat(at.output("check").replaceAll(" +", " ")).isEqualTo("The configuration is good. The plan:\n config " + at.config()
                + "\n reads " + at.tenant.graphUrl() + ", tenant " + SimulatedTenant.TENANT_ID + ", 3 windows at once"
                + "\n sweep all 0 0/5 * * * ?, 1 h 30 min back"
                + "\n rule short-call call.duration < duration('5s') -> archive, hook (warning)"
                + "\n sends archive file " + folder.resolve("alerts.jsonl") + ", jsonl"
                + "\n sends chat webhook at https://hooks.example.com, slack, not signed"
                + "\n sends hook webhook at http://127.0.0.1, standard, signed"
                + "\n sends ops-mail mail to a@example.com, b@example.com by mail.example.com:2525 (tls=smtps)"
                + "\n ledger jdbc:postgresql://db.example.com/callwatch\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "quarantine retry"})
    @Tag("file-ledger")
    void whereThereIsNoLedgerYetItIsSaidWhatMakesOne(String line) throws Exception {
        Path ledger = folder.resolve("data/callwatch.db");
        assertThat(at.errors(line.split(" "))).isEqualTo("There is no ledger at " + ledger
                + " yet: nothing was read with this configuration; 'run' makes it, or 'run --once'\n");
        assertThat(ledger).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backfill", "backtest"})
    void ofASpanThatTheServiceHasNoMoreItIsSaid(String command) throws Exception {
        Instant to = Instant.now().minus(Duration.ofDays(1));
        try (LogLines log = new LogLines("cli.SpanOptions")) {
            assertThat(at.run(command, "--from", to.minusSeconds(60).toString(), "--to", to.toString())).isZero();
            assertThat(log.all()).isEmpty();
            assertThat(at.run(command, "--from", to.toString(), "--to", to.toString())).as("nothing lies between").isEqualTo(2);
            assertThat(at.run(command, "--from", to.minus(Duration.ofDays(40)).toString(), "--to", to.minus(Duration.ofDays(35)).toString()))
                    .isZero();
            assertThat(log.all()).singleElement().asString().startsWith("the service keeps calls for 30 days: of those that started before ");
        }
    }

    @Test
    void noNumberAndNoCallAreSaidInWords() throws Exception {
        assertThat(at.errors("quarantine", "dismiss", "x")).contains("expected a number that 'callwatch quarantine' lists, saw 'x'");
        assertThat(at.errors("deliveries", "--state", "gone")).contains("--state takes pending, delivered or dead, saw 'gone'");
        at.runOnceAt(NOON);
        assertThat(at.output("status", "--at", NOON.toString())).startsWith("Data is flowing: last complete pass 0 s ago, no call seen yet\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "run --at 2026-11-20T12:00:00Z | --at goes with --once: a schedule has no other present than the clock's",
        "run --once --at noon | Invalid value for option '--at': expected an instant such as 2026-11-20T15:00:00Z, saw 'noon'",
        "preview nobody | No destination is called 'nobody'; known are archive, hook, ops-mail",
        "notify-test nobody | No destination is called 'nobody'; known are archive, hook, ops-mail",
        "preview hook --event call.gone | --event takes one of call.matched, call.corrected, call.withdrawn, calls.matched,",
        "backtest | Backtest takes either --from and --to, or --input FILE",
        "backtest --input x --to 2026-11-20T12:00:00Z | Backtest takes either --from and --to, or --input FILE",
        "backtest --to 2026-11-20T12:00:00Z | Expected --from INSTANT and --to INSTANT, such as --from 2026-11-19T00:00:00Z --to ",
        "backfill --from 2026-11-20T12:00:00Z --to 2026-11-20T11:00:00Z | --from 2026-11-20T12:00:00Z is not before --to 2026-11-20T11:00:00Z"})
    void whatACommandCannotDoIsSaidAndWhatItTakes(String command, String said) throws Exception {
        assertThat(at.errors(command.split(" "))).startsWith(said);
        assertThat(at.run(command.split(" "))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --once --at +999999999-12-31T23:59:59Z", "run --once --at 1960-01-01T00:00:00Z",
        "status --at 9999-12-31T23:59:59Z", "backfill --from -999999999-01-01T00:00:00Z --to 2026-11-20T12:00:00Z"})
    void anInstantBeyondAllCallsIsRefused(String command) throws Exception {
        assertThat(at.errors(command.split(" "))).contains("expected an instant of the years 1970 to 9998, saw '");
        assertThat(folder.resolve(LedgerPlace.FILE)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "retry --json", "retry --all nope", "dismiss", "dismiss --all nope"})
    void whichDeliveriesAreMeantIsSaid(String command) throws Exception {
        at.runOnceAt(NOON);
        String[] words = ("deliveries " + command).split(" ");
        assertThat(at.errors(words)).startsWith("Deliveries " + words[1] + " takes event ids, or --all\n");
        assertThat(at.run(words)).isEqualTo(2);
    }

    @Test
    void whatIsNamedTwiceIsOne() throws Exception {
        at.runOnceAt(NOON);
        assertThat(at.output("deliveries", "retry", "--all")).isEqualTo("Nothing is pending or dead.\n");
        assertThat(at.output("deliveries", "retry", "nope", "nope")).isEqualTo("nope: nothing pending or dead\n");
        assertThat(at.run("deliveries", "retry", "nope")).isEqualTo(1);
        at.onlyShortCalls("hook").tenant.publish(CallJson.call().start(NOON.minusSeconds(60)).lasting(Duration.ofSeconds(2)));
        at.receiver.next(Answer.status(503), Answer.status(410));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.run("deliveries", "retry", "nope")).isEqualTo(1);
        assertThat(at.receiver.received()).as("nothing else is sent for that").hasSize(1);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        String id = at.listed().get(0);
        at.receiver.next(Answer.status(410));
        assertThat(at.run("deliveries", "retry", id, id)).isEqualTo(1);
        assertThat(at.run("deliveries", "retry", id, id)).isZero();
        assertThat(at.run("deliveries", "--state", "delivered")).as("nothing is wrong with what was delivered").isZero();
    }
}
