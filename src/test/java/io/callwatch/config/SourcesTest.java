package io.callwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.text.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
    @Test
    void systemPropertiesBeatTheEnvironmentWhichBeatsTheFile() {
        Properties system = new Properties();
        system.setProperty("callwatch.graph.client-id", "system");
        Map<String, String> merged = new Sources(
                Map.of("callwatch.graph.client-id", "file", "callwatch.graph.tenant-id", "file", "callwatch.time-zone", "UTC"),
                Map.of("CALLWATCH_GRAPH_CLIENT_ID", "env", "CALLWATCH_GRAPH_TENANT_ID", "env"), system).merged();
        assertThat(merged).containsEntry("callwatch.graph.client-id", "system")
                .containsEntry("callwatch.graph.tenant-id", "env").containsEntry("callwatch.time-zone", "UTC");
    }

    @ParameterizedTest
    @CsvSource({
        "CALLWATCH_GRAPH_CLIENT_SECRET, callwatch.graph.client-secret",
        "CALLWATCH_DESTINATIONS_OPS_MAIL_PASSWORD, callwatch.destinations.Ops_Mail.password",
        "CALLWATCH_DESTINATIONS_NEW_HOOK_SECRET_FILE, callwatch.destinations.new-hook.secret-file",
        "CALLWATCH_RULES_SHORT_CALL_WHEN, callwatch.rules.short-call.when",
        "CALLWATCH_DESTINATIONS_OPS_MAIL_HEADERS_AUTHORIZATION, callwatch.destinations.Ops_Mail.headers.authorization",
        "CALLWATCH_DESTINATIONS_OPS_MAIL_HEADERS_X_API_KEY, callwatch.destinations.Ops_Mail.headers.x-api-key",
        "CALLWATCH_DESTINATIONS_OPS_MAIL_HEADERS_X_TO, callwatch.destinations.Ops_Mail.headers.x-to",
        "CALLWATCH_DESTINATIONS_MY_HEADERS_URL, callwatch.destinations.my-headers.url",
        "CALLWATCH_DESTINATIONS_NEW_HEADERS_X_TEAM_FILE, callwatch.destinations.new.headers.x-team-file"})
    void aKeyMayComeFromTheEnvironmentAlone(String variable, String key) {
        Map<String, String> file = Map.of("callwatch.destinations.Ops_Mail.type", "email", "callwatch.rules.New_Hook.when", "true", "mine", "1");
        assertThat(new Sources(file, Map.of(variable, "value"), new Properties()).merged()).containsAllEntriesOf(file).hasSize(4)
                .containsEntry(key, "value");
    }

    @Test
    void variablesThatFitNoKeyAreLeftAloneAndKnown() {
        Sources sources = new Sources(Map.of("callwatch.rules.r.when", "true"), Map.of("CALLWATCH_SERVICE_HOST", "10.0.0.1",
                "CALLWATCH_PORT", "tcp://10.0.0.1", "CALLWATCH_PORT_8080_TCP", "tcp://10.0.0.1", "CALLWATCH_LOG_LEVEL", "DEBUG",
                "CALLWATCH_ARCHIVE", "/tmp/x.jsa", "CALLWATCH_LEDGER_URL_PORT", "1", "CALLWATCH_RULES_WHEN", "now",
                "CALLWATCH_RULES__WHEN", "now", "MY_CALLWATCH_X", "1", "CALLWATCH_TIME_ZONE", "UTC"), new Properties());
        assertThat(sources.merged()).containsOnlyKeys("callwatch.rules.r.when", "callwatch.time-zone");
        assertThat(sources.ignored()).containsExactly("CALLWATCH_LEDGER_URL_PORT", "CALLWATCH_RULES_WHEN", "CALLWATCH_RULES__WHEN");
    }

    @Test
    void aHeaderOfTheFileKeepsItsSpellingWhereAVariableSetsIt() {
        Map<String, String> file = Map.of("callwatch.destinations.hook.headers.X-Team", "file");
        assertThat(new Sources(file, Map.of("CALLWATCH_DESTINATIONS_HOOK_HEADERS_X_TEAM", "env"), new Properties()).merged())
                .containsOnly(Map.entry("callwatch.destinations.hook.headers.X-Team", "env"));
    }

    @Test
    void whatIsNotCallwatchsComesFromTheFileAlone() {
        Properties system = new Properties();
        system.setProperty("java.home", "/opt/java");
        assertThat(new Sources(Map.of("home", "file"), Map.of("HOME", "/root"), system).merged()).containsOnly(Map.entry("home", "file"));
    }

    @Test
    void aNameThatASystemPropertyGivesIsKnownToTheEnvironment() {
        Properties system = new Properties();
        system.setProperty("callwatch.rules.Short_Call.when", "true");
        assertThat(new Sources(Map.of(), Map.of("CALLWATCH_RULES_SHORT_CALL_NOTIFY", "out"), system).merged())
                .containsEntry("callwatch.rules.Short_Call.notify", "out");
    }

    @Test
    void aNameThatARuleNotifiesIsKnownToTheEnvironment() {
        Properties system = new Properties();
        system.setProperty("callwatch.watch.notify", "night_Duty");
        Map<String, String> merged = new Sources(
                Map.of("callwatch.rules.r.notify", "out, ops_Mail ,", "callwatch.destinations.out.fallback", "Other"),
                Map.of("CALLWATCH_DESTINATIONS_OPS_MAIL_TYPE", "email", "CALLWATCH_DESTINATIONS_NIGHT_DUTY_TYPE", "webhook",
                        "CALLWATCH_DESTINATIONS_OTHER_TYPE", "file", "CALLWATCH_RULES_BY_VARIABLE_NOTIFY", "my_Hook",
                        "CALLWATCH_DESTINATIONS_MY_HOOK_TYPE", "webhook"), system).merged();
        assertThat(merged).containsEntry("callwatch.destinations.ops_Mail.type", "email").hasSize(8)
                .containsEntry("callwatch.destinations.my_Hook.type", "webhook")
                .containsEntry("callwatch.destinations.night_Duty.type", "webhook").containsEntry("callwatch.destinations.Other.type", "file");
    }

    @Test
    void aNameThatARuleMisspellsTakesNothingFromTheDestination() {
        assertThat(new Sources(Map.of("callwatch.rules.r.notify", "ops-mail", "callwatch.destinations.ops_mail.type", "email"),
                Map.of("CALLWATCH_DESTINATIONS_OPS_MAIL_PASSWORD", "s3cr3t"), new Properties()).merged())
                .containsEntry("callwatch.destinations.ops_mail.password", "s3cr3t");
    }

    /** It is an unknown key, which is told as such. */
    @Test
    void aKeyThatEndsBeforeItsNameIsInNobodysWay() {
        assertThat(new Sources(Map.of("callwatch.destinations.", ""), Map.of("CALLWATCH_DESTINATIONS_HOOK_TYPE", "webhook"), new Properties())
                .merged()).containsOnlyKeys("callwatch.destinations.", "callwatch.destinations.hook.type");
    }

    @Test
    void anEscapeThatIsNoneIsAFault() throws Exception {
        Faults faults = new Faults();
        Sources.read("callwatch.x=C:\\users\n", faults, key -> { });
        assertThat(faults.all()).singleElement().asString().contains("\\uXXXX escapes with four hexadecimal digits");
    }

    /** What stands behind it was missed, each key with a fault of its own, which sent people to look there. */
    @Test
    void anEscapeThatIsNoneHidesNoOtherKeyAndIsToldWithItsOwn() throws Exception {
        Faults faults = new Faults();
        assertThat(Sources.read("# C:\\users\ncallwatch.holidays=C:\\users\\\\days.ics\ncallwatch.graph.client-secret=a\\u00zb\n"
                + "callwatch.time-zone=\\u0055TC\ncallwatch.lists.x=\\\\u, \\u", faults, key -> { }))
                .containsEntry("callwatch.time-zone", "UTC").containsKey("callwatch.lists.x").hasSize(4);
        assertThat(faults.all()).extracting(Fault::key).containsExactly("callwatch.holidays", "callwatch.graph.client-secret",
                "callwatch.lists.x");
        assertThat(faults.all()).extracting(Fault::value).containsExactly("C:\\users\\days.ics", null, "\\u, \\u");
    }

    @Test
    void ofAKeyThatStandsTwiceInTheFileTheLastValueCountsAndThatIsSaid() throws Exception {
        Faults faults = new Faults();
        List<String> twice = new ArrayList<>();
        assertThat(Sources.read("callwatch.time-zone=UTC\ncallwatch.watch.notify= \nother=1\nother=2\ncallwatch.time-zone=Europe/Berlin\n"
                + "callwatch.watch.notify=hook\n", faults, twice::add)).isEqualTo(Map.of("callwatch.time-zone", "Europe/Berlin", "other", "2",
                        "callwatch.watch.notify", "hook"));
        assertThat(twice).containsExactly("callwatch.time-zone");
        assertThat(faults.all()).isEmpty();
    }

    @Test
    void filesAreUtf8(@TempDir Path folder) throws Exception {
        for (String mark : List.of("", "\uFEFF")) {
            Path file = Files.writeString(folder.resolve("application.properties"), mark + "callwatch.x=Zürich\n");
            assertThat(Sources.read(TextFile.read(file), new Faults(), key -> { })).containsOnly(Map.entry("callwatch.x", "Zürich"));
        }
    }
}
