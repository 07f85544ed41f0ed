package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.RawJson;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeenTest {
    @ParameterizedTest
    @CsvSource({"2,7,false", "1,7,false", "1,8,false", "3,7,true", "2,8,true"})
    void onlyAHigherVersionOrOtherRulesMakeARecordNews(long version, long rules, boolean news) {
        CallRecord record = new CallRecord("c", version, null, List.of(), null, null, null, null, null, RawJson.of("{}"));
        assertThat(new Calls.Seen(2, 7, "2@0", Calls.NO_START).isOutdatedBy(record, rules)).isEqualTo(news);
    }
}
