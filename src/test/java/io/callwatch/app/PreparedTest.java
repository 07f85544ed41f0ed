package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.config.Fault;
import io.callwatch.config.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedTest {
    private static final String UNKNOWN = ": expected placeholders that name another key or a variable ({{env:NAME}}), but one is unknown";

    @TempDir
    private Path folder;
    private final Map<String, String> values = new TreeMap<>(Map.of(
            "callwatch.graph.tenant-id", "t", "callwatch.graph.client-id", "c", "callwatch.graph.client-secret", "s",
            "callwatch.rules.r.when", "call.version > 0", "callwatch.rules.r.notify", "out",
            "callwatch.destinations.out.type", "file", "callwatch.destinations.out.path", "alerts.jsonl"));

    @Test
    void aListThatCannotBeReadIsNoFaultOfTheRulesThatNameIt() {
        values.put("callwatch.lists.bad", "@nowhere.txt");
        values.put("callwatch.rules.r.when", "oneOf(call.organizer.phone, 'bad')");
        assertThat(faults()).extracting(Fault::key).containsExactly("callwatch.lists.bad");
    }

    @Test
    void aListThatIsTheNameOfAFileLacksItsSign() throws Exception {
        String whole = Files.writeString(folder.resolve("bad.txt"), "+4930123456").toAbsolutePath().toString();
        values.putAll(Map.of("callwatch.lists.bad", "bad.txt", "callwatch.lists.good", "good.txt", "callwatch.lists.whole", whole));
        assertThat(faults()).containsExactly(new Fault("callwatch.lists.bad", "bad.txt", "values, or @bad.txt for those in the file"),
                new Fault("callwatch.lists.whole", whole, "values, or @" + whole + " for those in the file"));
    }

    @Test
    void aListOfCommasAloneHoldsNoValue() {
        values.putAll(Map.of("callwatch.lists.bad", ", ,", "callwatch.lists.good", ",+4930123456,", "callwatch.lists.later", ""));
        assertThat(faults()).containsExactly(new Fault("callwatch.lists.bad", ", ,", "values, comma-separated"));
    }

    @ParameterizedTest
    @CsvSource({"callwatch.rules.r.count, five", "callwatch.graph.client-secret, {{nowhere}}", "callwatch.graph.tenant-id, {{nowhere}}",
        "callwatch.destinations.out.type, {{nowhere}}", "callwatch.rules.r.when, {{call.duration}}",
        "callwatch.sweeps.s.schedule, never", "callwatch.rules.r.title, ${call", "callwatch.business-hours, late",
        "callwatch.ledger.url, jdbc:sqlite:a\0b", "callwatch.destinations.out.path, a\0b"})
    void aValueThatCannotBeUsedIsOneFault(String key, String value) {
        values.put("callwatch.rules.r.count", "5");
        values.put("callwatch.rules.r.within", "10m");
        values.putAll(Map.of("callwatch.sweeps.s.schedule", "0 0 * * * ?", "callwatch.sweeps.s.look-back", "3h"));
        values.put(key, value);
        assertThat(faults()).singleElement().extracting(Fault::key).isEqualTo(key);
    }

    @Test
    void aScheduleWithoutATimeToComeIsAFault() {
        values.putAll(Map.of("callwatch.sweeps.s.schedule", "0 0 0 1 1 ? 2020", "callwatch.sweeps.s.look-back", "3h"));
        assertThat(faults()).containsExactly(new Fault("callwatch.sweeps.s.schedule", "0 0 0 1 1 ? 2020",
                "a Quartz cron expression that has a time to come"));
    }

    @Test
    void aBrokenTemplateAndAFileOfSomethingElseAreFoundWithoutTouchingAnything() throws Exception {
        Path templates = Files.createDirectory(folder.resolve("templates"));
        Files.writeString(templates.resolve("event.subject.ftl"), "one\n<#if y>");
        Path notes = Files.writeString(folder.resolve("notes.txt"), "Buy milk.\n");
        for (String mail : List.of("callwatch.destinations.mail.", "callwatch.destinations.other-mail.")) {
            values.putAll(Map.of(mail + "type", "email", mail + "to", "a@example.com", mail + "from", "c@example.com", mail + "host", "h"));
        }
        values.putAll(Map.of("callwatch.destinations.notes.type", "file", "callwatch.destinations.notes.path", "notes.txt"));
        values.put("callwatch.time-zone", "Mars");
        assertThat(faults()).extracting(Fault::key).containsExactly("callwatch.time-zone",
                templates.resolve("event.subject.ftl").toString(), "callwatch.destinations.notes.path");
        assertThat(faults()).extracting(Fault::value).contains("line 2", notes.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(templates, notes);
        }
        assertThat(notes).hasContent("Buy milk.\n");
    }

    @Test
    void whyATemplateCannotBeReadIsSaid() throws Exception {
        Path template = Files.createDirectories(folder.resolve("templates/event.text.ftl"));
        values.putAll(Map.of("callwatch.destinations.out.type", "email", "callwatch.destinations.out.to", "a@example.com",
                "callwatch.destinations.out.from", "c@example.com", "callwatch.destinations.out.host", "h"));
        values.remove("callwatch.destinations.out.path");
        assertThat(faults()).extracting(Fault::toString).containsExactly(template
                + ": expected a template that can be filled in (event.text.ftl: cannot be read: Is a directory)");
    }

    @Test
    void aFolderInTheWayIsOneFault() throws Exception {
        Files.createDirectory(folder.resolve("alerts.jsonl"));
        assertThat(faults()).extracting(Fault::key).containsExactly("callwatch.destinations.out.path");
    }

    @Test
    void aPlaceholderNamesAnotherKeyOrAVariable() {
        Faults faults = new Faults();
        values.putAll(Map.of("mine", "s3 cr3t", "callwatch.graph.client-secret", "a{{mine}}b{{env:PATH}}"));
        assertThat(Placeholders.resolve(values, true, faults)).containsAllEntriesOf(Map.of("mine", "s3 cr3t",
                "callwatch.graph.client-secret", "as3 cr3tb" + System.getenv("PATH"),
                "callwatch.graph.tenant-id", values.get("callwatch.graph.tenant-id")));
        assertThat(faults.all()).isEmpty();
    }

    @Test
    void aPlaceholderIsWhatTheProcessHasUnderItsNameUnlessItIsAHosts() {
        values.putAll(Map.of("a.key", "of the file", "callwatch.graph.client-id", "{{a.key}}", "callwatch.graph.client-secret", "{{path}}"));
        System.setProperty("a.key", "of the process");
        try {
            assertThat(Placeholders.resolve(values, true, new Faults())).containsAllEntriesOf(Map.of(
                    "callwatch.graph.client-id", "of the process", "callwatch.graph.client-secret", System.getenv("PATH")));
            Faults faults = new Faults();
            assertThat(Placeholders.resolve(values, false, faults)).containsEntry("callwatch.graph.client-id", "of the file");
            assertThat(faults.all()).extracting(Fault::key).containsExactly("callwatch.graph.client-secret");
        } finally {
            System.clearProperty("a.key");
        }
    }

    /** Which Camel puts in the place of what it takes for their names. */
    @ParameterizedTest
    @ValueSource(strings = {"Exchange.FILE_NAME", "Exchange.2026", "Exchange.Online down: {{a.key}}"})
    void aValueMayBeginAsCamelsConstantsDo(String value) {
        values.putAll(Map.of("a.key", "x", "callwatch.graph.client-id", "{{a.key}}", "callwatch.graph.client-secret", value));
        Faults faults = new Faults();
        assertThat(Placeholders.resolve(values, false, faults)).containsEntry("callwatch.graph.client-secret", value.replace("{{a.key}}", "x"));
        assertThat(faults.all()).isEmpty();
    }

    @Test
    void aPlaceholderThatStandsAloneIsShownWhereItIsUnknown() {
        values.put("callwatch.graph.page-size", "{{env:CALLWATCH_NO_SUCH}}");
        values.put("callwatch.destinations.out.path", "{{half}}secret");
        values.put("callwatch.graph.client-secret", "half{{secret}}");
        assertThat(faults()).extracting(Fault::toString).containsExactly(
                "callwatch.destinations.out.path" + UNKNOWN, "callwatch.graph.client-secret" + UNKNOWN,
                "callwatch.graph.page-size={{env:CALLWATCH_NO_SUCH}}" + UNKNOWN);
    }

    @Test
    void aPlaceholderAmongOtherTextIsShownWhereThatCanBeNoSecret() {
        values.put("callwatch.internal-numbers", "+4930,{{env:CALLWATCH_NO_SUCH}}");
        values.put("callwatch.rules.r.notify", "{{nobody}},out");
        values.put("key.of-the-operators", "half{{secret}}");
        assertThat(faults()).extracting(Fault::toString).containsExactly(
                "callwatch.internal-numbers=+4930,{{env:CALLWATCH_NO_SUCH}}" + UNKNOWN,
                "callwatch.rules.r.notify={{nobody}},out" + UNKNOWN, "key.of-the-operators" + UNKNOWN);
    }

    /** Camel's {@code {{?key}}}, of which it gives null where there is none. */
    @Test
    void aPlaceholderThatMayBeUnknownIsNoValueWhereItIs() {
        values.putAll(Map.of("callwatch.watch.notify", "{{?nobody}}", "callwatch.graph.page-size", "{{?nobody}}", "other", "{{?nobody}}",
                "callwatch.rules.r.notify", "out{{?nobody}}"));
        assertThat(faults()).isEmpty();
        assertThat(Placeholders.resolve(values, true, new Faults())).containsEntry("callwatch.rules.r.notify", "out")
                .doesNotContainKeys("callwatch.watch.notify", "other");
    }

    private List<Fault> faults() {
        Faults faults = new Faults();
        Destinations.look(Prepared.of(Placeholders.resolve(values, true, faults), folder, faults), faults);
        return faults.all();
    }
}
