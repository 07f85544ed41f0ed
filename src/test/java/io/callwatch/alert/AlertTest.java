package io.callwatch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.RawJson;
import io.callwatch.rule.Outcome;
import io.callwatch.rule.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertTest {
    private static final String START = "2026-11-20T14:00:00Z";
    private static final Verdict UNDECIDED = new Verdict(Outcome.UNDECIDED, "call.duration");

    @Test
    void aFirstMatchOpensTheAlert() {
        Alert.Step step = Alert.NONE.judged(call(1, "14:00:03"), Verdict.MATCH, "first");
        assertThat(step.event()).contains(EventType.CALL_MATCHED);
        assertThat(step.alert().firstEventId()).isEqualTo("first");
    }

    @Test
    void aNewerVersionIsACorrectionOnlyWhenWhatIsShownHasChanged() {
        Alert matched = Alert.NONE.judged(call(1, "14:00:03"), Verdict.MATCH, "first").alert();
        assertThat(matched.judged(call(2, "14:00:03"), Verdict.MATCH, "x").event()).isEmpty();
        Alert.Step corrected = matched.judged(call(3, "14:00:04"), Verdict.MATCH, "x");
        assertThat(corrected.event()).contains(EventType.CALL_CORRECTED);
        assertThat(corrected.alert().firstEventId()).isEqualTo("first");
        assertThat(corrected.alert().judged(call(4, "14:00:04"), Verdict.MATCH, "x").event()).isEmpty();
    }

    /** Each of what a message shows; a new version or time of change alone is none of it. */
    @Test
    void eachThingThatIsShownMakesACorrection() {
        CallRecord told = record("peerToPeer", START, new Organizer("phone", "+4930123456", null, null));
        Alert matched = Alert.NONE.judged(told, Verdict.MATCH, "first").alert();
        assertThat(List.of(record("groupCall", START, told.organizer()), record(null, START, told.organizer()),
                record("peerToPeer", "2026-11-20T13:59:59Z", told.organizer()), record("peerToPeer", START, null),
                record("peerToPeer", START, new Organizer("user", "+4930123456", null, null)),
                record("peerToPeer", START, new Organizer("phone", "+4930123457", null, null)),
                record("peerToPeer", START, new Organizer("phone", "+4930123456", "Ada", null)),
                record("peerToPeer", START, new Organizer("phone", "+4930123456", null, "t"))))
                .allSatisfy(newer -> assertThat(matched.judged(newer, Verdict.MATCH, "x").event())
                        .contains(EventType.CALL_CORRECTED));
    }

    @Test
    void theSameModalitiesInAnotherOrderAreNoCorrection() {
        Alert matched = Alert.NONE.judged(call(1, "14:00:03", "audio", "video"), Verdict.MATCH, "first").alert();
        assertThat(matched.judged(call(2, "14:00:03", "video", "audio", "video"), Verdict.MATCH, "x").event()).isEmpty();
        assertThat(matched.judged(call(2, "14:00:03", "video"), Verdict.MATCH, "x").event()).contains(EventType.CALL_CORRECTED);
    }

    @Test
    void anAlertOfWhichNothingWasToldHasNoFirstEvent() {
        Alert undecided = Alert.NONE.judged(call(1, null), UNDECIDED, "x").alert();
        assertThat(undecided.firstEventId()).isNull();
        assertThat(undecided.judged(call(2, "14:00:03"), Verdict.MATCH, "first").alert().firstEventId()).isEqualTo("first");
    }

    @Test
    void aMatchIsTakenBackOnceAndMayComeAgain() {
        Alert matched = Alert.NONE.judged(call(1, "14:00:03"), Verdict.MATCH, "first").alert();
        Alert.Step withdrawn = matched.judged(call(2, "14:10:00"), Verdict.NO_MATCH, "x");
        assertThat(withdrawn.event()).contains(EventType.CALL_WITHDRAWN);
        assertThat(withdrawn.alert().judged(call(3, "14:20:00"), Verdict.NO_MATCH, "x").event()).isEmpty();
        Alert.Step again = withdrawn.alert().judged(call(4, "14:00:02"), Verdict.MATCH, "x");
        assertThat(again.event()).contains(EventType.CALL_MATCHED);
        assertThat(again.alert().firstEventId()).isEqualTo("first");
    }

    @Test
    void fromMatchToUndecidedNothingIsSaidAndTheFactsToldAreKept() {
        Alert matched = Alert.NONE.judged(call(1, "14:00:03"), Verdict.MATCH, "first").alert();
        Alert.Step undecided = matched.judged(call(2, null), UNDECIDED, "x");
        assertThat(undecided.event()).isEmpty();
        assertThat(undecided.alert().judged(call(3, "14:00:03"), Verdict.MATCH, "x").event()).isEqualTo(Optional.empty());
        assertThat(undecided.alert().judged(call(3, "15:00:00"), Verdict.NO_MATCH, "x").event())
                .contains(EventType.CALL_WITHDRAWN);
    }

    @Test
    void onlyWhatSaysSomethingIsKept() {
        assertThat(Alert.NONE.judged(call(1, "15:00:00"), Verdict.NO_MATCH, "x").alert().isWorthKeeping()).isFalse();
        assertThat(Alert.NONE.judged(call(1, null), UNDECIDED, "x").alert().isWorthKeeping()).isTrue();
        Alert matched = Alert.NONE.judged(call(1, "14:00:03"), Verdict.MATCH, "first").alert();
        assertThat(matched.judged(call(2, "15:00:00"), Verdict.NO_MATCH, "x").alert().isWorthKeeping()).isTrue();
    }

    @Test
    void idsAreTheSameEverywhereAndDifferForWhatDiffers() {
        assertThat(EventId.first("t", "r", "c")).isEqualTo("ebe24bcc-1891-8234-93df-ac26a9103d82");
        assertThat(EventId.burst("t", "r", "g", "c")).isEqualTo("d3b11de9-e92a-826c-b9ff-2d5183d23041");
        assertThat(List.of(EventId.first("t", "r", "c"), EventId.first("t", "rc", ""), EventId.first("tr", "", "c"),
                EventId.later("t", "r", "c", EventType.CALL_CORRECTED, 2), EventId.later("t", "r", "c", EventType.CALL_CORRECTED, 3),
                EventId.later("t", "r", "c", EventType.CALL_WITHDRAWN, 2), EventId.burst("t", "r", "g", "c"),
                EventId.burst("t", "r", "h", "c"), EventId.burst("t", "r", "", "gc"))).doesNotHaveDuplicates();
    }

    private static CallRecord record(String type, String start, Organizer organizer) {
        return new CallRecord("c", 2, type, List.of("audio"), Instant.parse(start), null, null, null, organizer, RawJson.of("{}"));
    }

    private static CallRecord call(long version, String end) {
        return call(version, end, "audio");
    }

    private static CallRecord call(long version, String end, String... modalities) {
        return new CallRecord("c", version, "peerToPeer", List.of(modalities), Instant.parse(START),
                end == null ? null : Instant.parse("2026-11-20T" + end + "Z"), Instant.parse(START).plusSeconds(version), null,
                new Organizer("phone", "+4930123456", null, null), RawJson.of("{}"));
    }
}
