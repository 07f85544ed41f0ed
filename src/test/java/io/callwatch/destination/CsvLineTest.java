package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CsvLineTest {
    @Test
    void aCallIsALineOfCsvWithItsVersionTimesLengthAndOrganizer() {
        assertThat(LineFormat.CSV.line(Given.event("e", EventType.CALL_MATCHED, List.of(Given.userCall("c"))))).isEqualTo(
                "e,2026-11-20T14:36:05Z,call.matched,short-call,warning,Short call: 4 s from +49 30 123456," + Given.TENANT
                        + ",c,1,2026-11-20T14:03:36.2169889Z,2026-11-20T14:03:40.5Z,4.2830111,user,"
                        + "821809f5-0000-0000-0000-3b5136c0e777,Abbie Wilkins");
    }

    @Test
    void aLargeBurstNamesEachOfItsCallsInCsv() {
        List<String> ids = IntStream.range(0, 1_000).mapToObj(i -> "821809f5-0000-0000-0000-%012d".formatted(i)).toList();
        Event burst = Given.event("b", EventType.CALLS_MATCHED, ids.stream().map(Given::phoneCall).toList());
        assertThat(LineFormat.CSV.line(burst)).contains("," + String.join(" ", ids) + ",");
    }

    @Test
    void aBurstOfSeveralCallersIsALineFromItsFirstStartToItsLastEndThatNamesNone() {
        CallRecord phone = Given.phoneCall("1");
        CallRecord user = Given.userCall("2");
        CallRecord longest = new CallRecord("2", 1, user.type(), user.modalities(), user.startDateTime().plusSeconds(60),
                user.endDateTime().plusSeconds(60), null, null, user.organizer(), user.raw());
        assertThat(LineFormat.CSV.line(Given.event("b", EventType.CALLS_MATCHED, List.of(longest, phone))))
                .endsWith(",2 1,,2026-11-20T14:03:36.2169889Z,2026-11-20T14:04:40.5Z,,,,");
        assertThat(LineFormat.CSV.line(Given.event("b", EventType.CALLS_MATCHED, List.of(phone, phone))))
                .endsWith(",2026-11-20T14:03:40.5Z,,phone,+4930123456,");
    }
}
