package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {
    @Test
    void keepsTheRawTextOfEachRecord() throws Exception {
        Page page = read("{\"value\": [ {\"id\":\"ä\", \"extra\": {\"x\":[1,2.50]}} , {\"id\":\"b\"}]}");
        assertThat(page.records()).extracting(record -> record.raw().text())
                .containsExactly("{\"id\":\"ä\", \"extra\": {\"x\":[1,2.50]}}", "{\"id\":\"b\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@odata.nextLink", "callRecord@odata.nextLink"})
    void knowsBothSpellingsOfNextLink(String spelling) throws Exception {
        String link = "https://graph.microsoft.com/v1.0/x?$skiptoken=a%2Bb%26c=";
        assertThat(read("{\"" + spelling + "\":\"" + link + "\",\"value\":[]}").nextLink()).isEqualTo(link);
    }

    @Test
    void oneSpellingMayBeEmptyWhereTheOtherHasALink() throws Exception {
        assertThat(read("{\"@odata.nextLink\":\"https://x/\",\"callRecord@odata.nextLink\":\"\",\"value\":[]}").nextLink()).isEqualTo("https://x/");
        assertThat(read("{\"callRecord@odata.nextLink\":\"\",\"@odata.nextLink\":\"https://x/\",\"value\":[]}").nextLink()).isEqualTo("https://x/");
    }

    @Test
    void toleratesAbsentNullUnknownAndExtra() throws Exception {
        Page page = read("""
                {"@odata.context":"x","more":{"value":[{"id":"no"}]},"others":[{"id":"no"}],"value":[{"id":"a","version":null,"type":"hologram",
                "modalities":null,"startDateTime":null,"joinWebUrl":null,"organizer_v2":null,"organizer":{"user":{"id":"old"}},
                "sessions":[{"x":1}]}],"@odata.nextLink":null}""");
        CallRecord record = page.records().get(0);
        assertThat(page.records()).containsExactly(record);
        assertThat(record.version()).isZero();
        assertThat(record.type()).isEqualTo("hologram");
        assertThat(record.organizer()).as("the old field is not read").isNull();
        assertThat(record.startDateTime()).isNull();
        assertThat(record.duration()).isEmpty();
        assertThat(page.isLast()).isTrue();
    }

    @Test
    void aRecordHasNothingOfTheOneBeforeIt() throws Exception {
        List<CallRecord> records = read("""
                {"value":[{"id":"a","version":3,"type":"peerToPeer","modalities":["audio"],"startDateTime":"2026-11-20T14:03:36Z",
                "endDateTime":"2026-11-20T14:03:40Z","lastModifiedDateTime":"2026-11-20T14:31:05Z","joinWebUrl":"https://x/",
                "organizer_v2":{"identity":{"phone":{"id":"+4930123456"}}}},{"id":"b"}]}""").records();
        assertThat(records.get(0)).hasNoNullFieldsOrProperties();
        assertThat(records.get(1)).isEqualTo(new CallRecord("b", 0, null, List.of(), null, null, null, null, null, records.get(1).raw()));
    }

    @Test
    void aListMayHoldNothingAmongItsTexts() throws Exception {
        assertThat(record("\"modalities\":[null,\"audio\"]").modalities()).containsExactly("audio");
    }

    @Test
    void readsTheLeafBeforeTheOuterIdAndSkipsEndpointType() throws Exception {
        Organizer organizer = record("""
                "organizer_v2":{"id":"outer","identity":{"endpointType":"default","phone":null,
                "guest":{"id":"leaf","displayName":"Anna","tenantId":null},"user":{"id":"second"}}}""").organizer();
        assertThat(organizer).isEqualTo(new Organizer("guest", "leaf", "Anna", null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "\"user\":{\"id\":null,\"displayName\":null},\"phone\":{\"id\":\"+4930123456\"}|phone|+4930123456|-",
        "\"user\":{\"displayName\":\"Anna\"},\"phone\":{\"id\":\"+4930123456\"}|user|outer|Anna",
        "\"user\":{},\"phone\":{}|user|outer|-"})
    void anEmptyIdentityIsTheOrganizersOnlyWhereNoOtherHasAnything(String identity, String kind, String id, String name) throws Exception {
        assertThat(record("\"organizer_v2\":{\"id\":\"outer\",\"identity\":{" + identity + "}}").organizer())
                .isEqualTo(new Organizer(kind, id, name, null));
    }

    @Test
    void namesTheOrganizerUnknownWhereNoIdentityIsSet() throws Exception {
        assertThat(record("\"organizer_v2\":{\"id\":\"outer\",\"identity\":{\"user\":null}}").organizer())
                .isEqualTo(new Organizer("unknown", "outer", null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T14:03:36Z,2026-11-20T14:03:36Z",
        "2026-11-20T14:03:36.5Z,2026-11-20T14:03:36.5Z",
        "2026-11-20T14:03:36.2169889Z,2026-11-20T14:03:36.2169889Z",
        "2024-02-29T23:59:59.9999999Z,2024-02-29T23:59:59.9999999Z",
        "2026-12-31T00:00:00Z,2026-12-31T00:00:00Z",
        "2026-11-20T15:03:36+01:00,2026-11-20T14:03:36Z",
        "2026-11-20T14:03:36,2026-11-20T14:03:36Z",
        "9999-12-31T23:59:59Z,9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z,",
        "'',"})
    void readsEveryFormOfTimestamp(String text, Instant expected) throws Exception {
        assertThat(record("\"startDateTime\":\"" + text + "\"").startDateTime()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "null | record: expected an object, saw null",
        "5 | record: expected an object, saw a number",
        "[1,[2]] | record: expected an object, saw a list",
        "{\"version\":1} | id: expected text, saw none",
        "{\"id\":null} | id: expected text, saw none",
        "{\"id\":5} | id: expected text, saw a number",
        "{\"id\":\" \"} | id: expected text, saw none",
        "\"a text, as long as it is\" | record: expected an object, saw other text",
        "{\"id\":\"x\",\"version\":\"2\"} | version: expected a whole number, saw other text",
        "{\"id\":\"x\",\"version\":1.5} | version: expected a whole number, saw a number",
        "{\"id\":\"x\",\"version\":99999999999999999999,\"type\":5} | version: expected a whole number, saw a number",
        "{\"id\":\"x\",\"startDateTime\":\"2026-02-30T00:00:00Z\"} | startDateTime: expected a time such as 2026-11-20T14:03:36Z, saw other text",
        "{\"id\":\"x\",\"startDateTime\":\"2026-11-20T24:00:00Z\"} | startDateTime: expected a time such as 2026-11-20T14:03:36Z, saw other text",
        "{\"id\":\"x\",\"startDateTime\":\"+999999999-12-31T23:59:59Z\"} | startDateTime: expected a time such as 2026-11-20T14:03:36Z, saw other text",
        "{\"id\":\"x\",\"endDateTime\":\"+10000-01-01T00:00:00Z\"} | endDateTime: expected a time such as 2026-11-20T14:03:36Z, saw other text",
        "{\"id\":\"x\",\"modalities\":\"audio\"} | modalities: expected a list, saw other text",
        "{\"id\":\"x\",\"organizer_v2\":[]} | organizer_v2: expected an object, saw a list",
        "{\"id\":\"x\",\"organizer_v2\":{\"identity\":true}} | organizer_v2.identity: expected an object, saw true or false",
        "{\"id\":\"x\",\"organizer_v2\":{\"identity\":{\"user\":{\"displayName\":{}}}}} "
                + "| organizer_v2.identity.user.displayName: expected text, saw an object",
        "{\"id\":\"x\",\"organizer_v2\":{\"identity\":{\"user\":{\"tenantId\":5}}}} | organizer_v2.identity.user.tenantId: expected text, saw a number"})
    void setsAsideWhatIsNoRecordAndKeepsItsNeighbours(String wrong, String reason) throws Exception {
        Page page = read("{\"value\":[{\"id\":\"before\"}," + wrong + ",{\"id\":\"after\",\"version\":3}]}");
        assertThat(page.records()).extracting(CallRecord::id).containsExactly("before", "after");
        assertThat(page.records().get(1).version()).isEqualTo(3);
        assertThat(page.unreadable()).singleElement().satisfies(record -> {
            assertThat(record.reason()).isEqualTo(reason);
            assertThat(record.raw().text()).isEqualTo(wrong);
        });
    }

    @Test
    void setsAsideARecordOrOrganizerWithAnIdThatIsTooLongForAKey() throws Exception {
        String longest = "é".repeat(800);
        String identity = "\"organizer_v2\":{\"id\":\"%s\",\"identity\":{\"phone\":{\"id\":\"%s\"}}}";
        assertThat(read("{\"value\":[{\"id\":\"" + longest + "\"," + identity.formatted(longest, longest) + "}]}").records()).hasSize(1);
        List<UnreadableRecord> unreadable = read("{\"value\":[{\"id\":\"" + longest + "x\"},{\"id\":\"a\"," + identity.formatted(longest + "x", "1")
                + "},{\"id\":\"b\"," + identity.formatted("1", longest + "x") + "}]}").unreadable();
        assertThat(unreadable).extracting(UnreadableRecord::id).containsExactly(null, "a", "b");
        assertThat(unreadable).extracting(UnreadableRecord::reason).containsExactly(
                        "id: expected text of at most 800 characters, saw a longer one",
                        "organizer_v2.id: expected text of at most 800 characters, saw a longer one",
                        "organizer_v2.identity.phone.id: expected text of at most 800 characters, saw a longer one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Bad Gateway</html>", "[]", "{}", "{\"value\":null}", "{\"value\":{}}", "{\"value\":[{\"id\":\"a\"}",
        "{\"value\":[]} trailing", "{\"value\":[],\"@odata.nextLink\":5}", "{\"error\":{\"code\":\"x\"}}"})
    void refusesWhatIsNoListOfRecords(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOfSatisfying(GraphException.class,
                e -> assertThat(e.failure()).isEqualTo(Failure.MALFORMED));
    }

    @Test
    void saysWhereTheAnswerIsCut() {
        assertThatThrownBy(() -> read("{\"value\":[{\"id\":\"a\"}")).hasMessageContaining("not JSON at byte 20 of 20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{\"id\":\"a\"", "{\"id\":\"a\"},{\"id\":\"b\"}",
        "{\"id\":\"a\"}],\"value\":[{\"id\":\"b\"}", "{\"id\":\"a\"}],\"x\":["})
    void refusesWhatIsNotOneRecord(String text) {
        assertThatThrownBy(() -> PageReader.readRecord(text)).isInstanceOf(GraphException.class);
    }

    @Test
    void readsARecordOnItsOwn() throws Exception {
        Page page = PageReader.readRecord("\uFEFF {\"id\":\"ä\",\"version\":2} ");
        assertThat(page.records()).extracting(CallRecord::id).containsExactly("ä");
        assertThat(page.records().get(0).raw().text()).isEqualTo("{\"id\":\"ä\",\"version\":2}");
        assertThat(PageReader.readRecord("5").unreadable()).singleElement().satisfies(record -> {
            assertThat(record.reason()).isEqualTo("record: expected an object, saw a number");
            assertThat(record.raw().text()).isEqualTo("5");
        });
    }

    @Test
    void aListWithoutMeasureCostsItsRecordAlone() throws Exception {
        Page page = read("{\"value\":[{\"id\":\"a\",\"modalities\":[" + "\"audio\",".repeat(1_000) + "\"audio\"]},{\"id\":\"b\"}]}");
        assertThat(page.records()).extracting(CallRecord::id).containsExactly("b");
        assertThat(page.unreadable()).singleElement().satisfies(record ->
                assertThat(record.reason()).isEqualTo("modalities: expected a list of at most 1000 values, saw a longer one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "{\"id\":\"a\"}"})
    void refusesMoreEntriesThanThereIsRoomForRecords(String entry) throws Exception {
        byte[] answer = ("{\"value\":[" + (entry + ",").repeat(5_000) + entry + "]}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new PageReader(0).read(answer, answer.length)).isInstanceOfSatisfying(GraphException.class,
                e -> assertThat(e.failure()).isEqualTo(Failure.MALFORMED)).hasMessageContaining("more entries than there is room for");
        assertThat(new PageReader(5_001).read(answer, answer.length).isLast()).as("so many were asked for").isTrue();
        Page saved = PageReader.readList(answer);
        assertThat(saved.records().size() + saved.unreadable().size()).as("of a file").isEqualTo(5_001);
    }

    @Test
    void refusesWhatIsNestedWithoutMeasure() {
        assertThatThrownBy(() -> read("{\"value\":[" + "[".repeat(2_000_000) + "]}")).isInstanceOfSatisfying(GraphException.class,
                e -> assertThat(e.failure()).isEqualTo(Failure.MALFORMED)).hasMessageContaining("nested too deep");
    }

    @Test
    void refusesOtherEncodingsThanUtf8() throws Exception {
        String answer = "{\"value\":[{\"id\":\"ä\"}]}";
        for (Charset other : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16)) {
            assertThatThrownBy(() -> PageReader.readList(answer.getBytes(other))).isInstanceOfSatisfying(GraphException.class,
                    e -> assertThat(e.failure()).isEqualTo(Failure.MALFORMED)).hasMessageContaining("not in UTF-8");
        }
        assertThat(read("\uFEFF" + answer).records().get(0).raw().text()).as("with a byte order mark").isEqualTo("{\"id\":\"ä\"}");
    }

    private CallRecord record(String fields) throws GraphException {
        return read("{\"value\":[{\"id\":\"a\"," + fields + "}]}").records().get(0);
    }

    private Page read(String answer) throws GraphException {
        return PageReader.readList(answer.getBytes(StandardCharsets.UTF_8));
    }
}
