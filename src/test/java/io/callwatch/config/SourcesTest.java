package io.callwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

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

    @Test
    void aKeyMayComeFromTheEnvironmentAlone() {
        Map<String, String> merged = new Sources(Map.of("callwatch.destinations.Ops_Mail.type", "email"),
                Map.of("CALLWATCH_GRAPH_CLIENT_SECRET", "s", "CALLWATCH_DESTINATIONS_OPS_MAIL_PASSWORD", "p",
                        "CALLWATCH_DESTINATIONS_NEW_HOOK_SECRET_FILE", "f", "CALLWATCH_RULES_SHORT_CALL_WHEN", "true"),
                new Properties()).merged();
        assertThat(merged).containsEntry("callwatch.graph.client-secret", "s")
                .containsEntry("callwatch.destinations.Ops_Mail.password", "p")
                .containsEntry("callwatch.destinations.new-hook.secret-file", "f")
                .containsEntry("callwatch.rules.short-call.when", "true");
    }

    @Test
    void aHeaderMayComeFromTheEnvironmentAlone() {
        Map<String, String> merged = new Sources(Map.of("callwatch.destinations.My_Hook.type", "webhook"),
                Map.of("CALLWATCH_DESTINATIONS_MY_HOOK_HEADERS_AUTHORIZATION", "a", "CALLWATCH_DESTINATIONS_MY_HOOK_HEADERS_X_API_KEY", "k",
                        "CALLWATCH_DESTINATIONS_MY_HOOK_HEADERS_X_TO", "t", "CALLWATCH_DESTINATIONS_NEW_HEADERS_X_TEAM_FILE", "f"),
                new Properties()).merged();
        assertThat(merged).containsEntry("callwatch.destinations.My_Hook.headers.authorization", "a")
                .containsEntry("callwatch.destinations.My_Hook.headers.x-api-key", "k")
                .containsEntry("callwatch.destinations.My_Hook.headers.x-to", "t")
                .containsEntry("callwatch.destinations.new.headers.x-team-file", "f");
    }

    @Test
    void variablesOfContainerPlatformsAreLeftAlone() {
        assertThat(new Sources(Map.of(), Map.of("CALLWATCH_SERVICE_HOST", "10.0.0.1", "CALLWATCH_PORT", "tcp://10.0.0.1"),
                new Properties()).merged()).isEmpty();
    }

    @Test
    void aKeyThatStandsTwiceInTheFileIsAFault() throws Exception {
        Faults faults = new Faults();
        Sources.read("callwatch.time-zone=UTC\ncallwatch.time-zone=Europe/Berlin\nother=1\nother=2\n", faults);
        assertThat(faults.all()).extracting(Fault::toString)
                .containsExactly("callwatch.time-zone: expected each key once in the file, saw it twice");
    }

    @Test
    void filesAreUtf8() throws Exception {
        assertThat(Sources.read("\uFEFFcallwatch.x=Zürich\n", new Faults())).containsEntry("callwatch.x", "Zürich");
    }
}
