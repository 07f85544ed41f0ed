package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.RawJson;
import io.callwatch.config.WatchSettings;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerPlace;
import io.callwatch.rule.RuleCompiler;
import io.callwatch.rule.RuleContext;
import io.callwatch.rule.RuleText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of the last 500 records, once there are 200: from 95 % on it is told, and under a half it is over. */
class EmptinessTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void isToldOnceAndOverOnce(@TempDir Path folder) {
        Emptiness emptiness = reading("call.organizer.kind", "call.id");
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            assertThat(toldAfter(199, by(null), emptiness, ledger)).isEmpty();
            assertThat(toldAfter(1, by(null), emptiness, ledger)).containsExactly("feed.failing");
            assertThat(toldAfter(200, by(null), emptiness, ledger)).hasSize(1);
            Organizer somebody = new Organizer("user", "id", null, null);
            assertThat(toldAfter(350, by(somebody), emptiness, ledger)).as("150 of 500 are empty")
                    .containsExactly("feed.failing", "feed.recovered");
        }
    }

    @Test
    void isNotOverWhileHalfOfThemAreEmpty(@TempDir Path folder) {
        Emptiness emptiness = reading("call.organizer");
        Organizer somebody = new Organizer("user", "id", null, null);
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            assertThat(toldAfter(500, by(null), emptiness, ledger)).hasSize(1);
            assertThat(toldAfter(250, by(somebody), emptiness, ledger)).hasSize(1);
            assertThat(toldAfter(1, by(somebody), emptiness, ledger)).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"call.organizer", "call.type", "call.modalities", "call.startDateTime", "call.endDateTime",
        "call.lastModifiedDateTime", "call.duration"})
    void eachFieldThatRulesReadIsWatched(String field, @TempDir Path folder) {
        CallRecord full = new CallRecord("id", 1, "peerToPeer", List.of("audio"), NOON, NOON.plusSeconds(4), NOON, null,
                new Organizer("user", "id", null, null), RawJson.of("{}"));
        Emptiness emptiness = reading(field, "call.id");
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            assertThat(toldAfter(500, full, emptiness, ledger)).isEmpty();
            assertThat(toldAfter(475, by(null), emptiness, ledger)).hasSize(1);
            assertThat(title(ledger)).isEqualTo("Rules see nothing: " + field
                    + ", which rules read, is empty in 95 % of the last 500 new records");
            assertThat(toldAfter(500, full, emptiness, ledger)).hasSize(2);
        }
        try (Ledger ledger = LedgerPlace.in(folder.resolve("others")).open()) {
            assertThat(toldAfter(500, by(null), reading("call.id", "call.joinWebUrl"), ledger)).isEmpty();
        }
    }

    @Test
    void ofSeveralFieldsTheEmptiestIsNamed(@TempDir Path folder) {
        CallRecord typed = new CallRecord("id", 1, "peerToPeer", List.of(), NOON, null, null, null, null, RawJson.of("{}"));
        CallRecord withEnd = new CallRecord("id", 1, null, List.of("audio"), NOON, NOON, null, null, null, RawJson.of("{}"));
        Emptiness emptiness = reading("call.endDateTime", "call.organizer", "call.startDateTime", "call.type");
        try (Ledger ledger = LedgerPlace.in(folder).open()) {
            emptiness.look(Collections.nCopies(5, typed));
            assertThat(toldAfter(495, withEnd, emptiness, ledger)).containsExactly("feed.failing");
            assertThat(title(ledger)).contains("call.organizer, which rules read, is empty in 100 % of the last 500");
        }
    }

    /** As a rule reads these fields. */
    private static Emptiness reading(String... fields) {
        String condition = Stream.of(fields).map(field -> "has(" + field + ")").collect(Collectors.joining(" || "));
        RuleText rule = new RuleText("rule", condition, null, List.of("archive"), null, null, null);
        return new Emptiness(RuleCompiler.compile(List.of(rule), RuleContext.builder().build(), (key, value, expected) -> {
            throw new IllegalArgumentException(expected);
        }).missing());
    }

    private static CallRecord by(Organizer organizer) {
        return new CallRecord("id", 1, null, List.of(), null, null, null, null, organizer, RawJson.of("{}"));
    }

    private static List<String> toldAfter(int count, CallRecord record, Emptiness emptiness, Ledger ledger) {
        Watch watch = new Watch(ledger, 1, "tenant", new WatchSettings(List.of("ops"), Duration.ofHours(2)),
                new Run(InstantSource.fixed(NOON), InstantSource.fixed(NOON), false));
        return ledger.write(sql -> {
            emptiness.look(Collections.nCopies(count, record)).report(sql, watch, NOON);
            return sql.list("SELECT type FROM events ORDER BY seq", row -> row.getString(1));
        });
    }

    private static String title(Ledger ledger) {
        return ledger.read(sql -> sql.list("SELECT title FROM events ORDER BY seq", row -> row.getString(1))).get(0);
    }
}
