package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.callrecord.CallRecord;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parser of a whole page does not take. */
class RecordsReadApartTest {
    @Test
    void aNameWithAnEscapedSurrogatePairCostsNothing() throws Exception {
        String record = "{\"id\":\"a\",\"\\ud83d\\ude00\":1,\"type\":\"größer\"}";
        String answer = "{\"value\":[{\"id\":\"ä\"}," + record + ",{\"id\":\"c\"},5],\"@odata.nextLink\":\"https://x/\"}";
        Page page = PageReader.readList(answer.getBytes(StandardCharsets.UTF_8));
        assertThat(page.records()).extracting(CallRecord::id).containsExactly("ä", "a", "c");
        assertThat(page.records().get(1).type()).isEqualTo("größer");
        assertThat(page.records().get(1).raw().text()).isEqualTo(record);
        assertThat(page.unreadable()).extracting(UnreadableRecord::reason).containsExactly("record: expected an object, saw a number");
        assertThat(page.nextLink()).isEqualTo("https://x/");
        assertThat(PageReader.readRecord(record).records()).isEqualTo(page.records().subList(1, 2));
    }

    @Test
    void aListThatComesInTwoPartsLosesNeither() throws Exception {
        String answer = "{\"value\":[{\"id\":\"a\"},5],\"value\":[{\"id\":\"b\"}]}";
        Page page = PageReader.readList(answer.getBytes(StandardCharsets.UTF_8));
        assertThat(page.records()).extracting(CallRecord::id).containsExactly("a", "b");
        assertThat(page.unreadable()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://x/?a=%2Bä€", "https:\\/\\/x\\/?a=%2B\\u00e4€"})
    void theNextLinkIsFollowedAsItStands(String link) throws Exception {
        String answer = "{\"value\":[{\"id\":\"a\",\"\\ud83d\\ude00\":1}],\"@odata.nextLink\":\"" + link + "\"}";
        assertThat(PageReader.readList(answer.getBytes(StandardCharsets.UTF_8)).nextLink()).isEqualTo("https://x/?a=%2Bä€");
        assertThatThrownBy(() -> PageReader.readList(answer.getBytes(Charset.forName("windows-1252")))).isInstanceOf(GraphException.class)
                .hasMessageContaining("not JSON at byte");
        String lengthy = answer.replace("?a", "x".repeat(1_000_000));
        assertThatThrownBy(() -> PageReader.readList(lengthy.getBytes(StandardCharsets.UTF_8))).isInstanceOf(GraphException.class)
                .hasMessageContaining("a nextLink of a million characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"type\":\"%s\"", "\"%s\":1", "\"more\":{\"%s\":1}"})
    void aTextWithoutMeasureOrInAnotherEncodingCostsItsRecordAlone(String member) throws Exception {
        String lengthy = "{\"id\":\"a\"," + member.formatted("x".repeat(1_000_001)) + "}";
        String answer = "{\"value\":[" + lengthy + ",{\"id\":\"b\"},{\"id\":\"c\",\"type\":\"é\"}]}";
        assertThat(PageReader.readList(answer.getBytes(StandardCharsets.UTF_8))).satisfies(page -> {
            assertThat(page.records()).extracting(CallRecord::id).containsExactly("b", "c");
            assertThat(page.unreadable()).singleElement().satisfies(record -> {
                assertThat(record.id()).isEqualTo("a");
                assertThat(record.reason()).isEqualTo("record: expected texts of at most a million characters, saw a longer one");
                assertThat(record.raw().text()).isEqualTo(lengthy);
            });
        });
        assertThat(PageReader.readList(answer.getBytes(StandardCharsets.ISO_8859_1))).satisfies(page -> {
            assertThat(page.records()).extracting(CallRecord::id).containsExactly("b");
            assertThat(page.unreadable()).extracting(UnreadableRecord::reason).last()
                    .isEqualTo("record: expected text in UTF-8, saw other bytes");
        });
    }
}
