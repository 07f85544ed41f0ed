package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.CallJson;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A field that a rule reads and that the service fills no more: the rule would be silent for ever, and nobody know why. */
class EmptyFieldsTest extends WithTurnedClock {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "call.organizer.kind == 'phone' | organizer_v2 | null | call.organizer",
        "call.organizer.kind == 'phone' | organizer_v2 | {\"id\":null,\"identity\":null} | call.organizer.kind",
        "call.organizer.external | organizer_v2 | {\"identity\":{\"user\":{\"id\":\"1\",\"tenantId\":null}}} | call.organizer.external",
        "call.organizer.displayName == 'Anna' | organizer_v2 | {\"identity\":{\"user\":{\"id\":\"1\"}}} | call.organizer.displayName",
        "call.organizer.phone != '' | organizer_v2 | {\"identity\":{\"phone\":{\"id\":null}}} | call.organizer.phone",
        "call.modalities.exists(m, m == 'video') | modalities | [] | call.modalities",
        "call.lastModifiedDateTime > call.endDateTime | lastModifiedDateTime | null | call.lastModifiedDateTime"})
    void oneThatIsEmptyInAlmostAllRecordsIsToldOnce(String rule, String member, String json, String field) throws Exception {
        told(rule, member, json);
        assertThat(Files.readAllLines(folder.resolve("watch.jsonl"))).singleElement().asString()
                .contains("feed.failing", "Rules see nothing: " + field + ", which rules read, is empty in 100 %");
    }

    /** Of a type it is often unknown what it is, and most calls have no link. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "call.type == 'groupCall' | type | \"unknown\"", "call.modalities.exists(m, m == 'video') | modalities | [\"unknown\"]",
        "call.joinWebUrl != '' | joinWebUrl | null",
        "call.organizer.displayName == 'Anna' | organizer_v2 | {\"identity\":{\"phone\":{\"id\":\"+4930123456\"}}}",
        "call.duration < duration('5s') | organizer_v2 | null"})
    void whatStaysEmptyInManyRecordsOrIsReadByNoRuleIsNotTold(String rule, String member, String json) throws Exception {
        told(rule, member, json);
        assertThat(folder.resolve("watch.jsonl")).isEmptyFile();
    }

    /** Of four hundred records each lacks the member. */
    private void told(String rule, String member, String json) throws Exception {
        at.withoutRules().rule("rule", rule, "archive").sweep("all", NEVER, "3h").set("callwatch.watch.notify", "watchers")
                .destination("watchers", Map.of("type", "file", "path", folder.resolve("watch.jsonl").toString()));
        for (int i = 0; i < 400; i++) {
            at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600 + i)).with(member, json));
        }
        assertThat(runAt(NOON)).isZero();
    }
}
