package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the observed lags teach: where news turn up is read again sooner, and a first reading teaches no nonsense. */
class KnowledgeTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final Knowledge knowledge = Knowledge.none();
    private final FirstSight documented = FirstSight.documented();

    @Test
    void aFirstReadingOfOldDaysTeachesNothingOfHowLateRecordsAppear() {
        for (int i = 0; i < 1_000; i++) {
            knowledge.news(NOW.minus(Duration.ofDays(20)), NOW);
        }
        assertThat(knowledge.firstSight().toText()).isEqualTo(documented.toText());
    }

    @Test
    void whatIsNewWhereOneHasLookedBeforeWasPublishedSince() {
        Instant start = NOW.minus(Duration.ofHours(9));
        knowledge.lastRead().read(Window.before(NOW, Duration.ofDays(2)), NOW.minus(Duration.ofMinutes(15)));
        Duration before = Duration.ofHours(9).minusMinutes(15);
        double worth = knowledge.firstSight().worth(before, Duration.ofHours(9));
        for (int i = 0; i < 200; i++) {
            knowledge.news(start, NOW);
        }
        assertThat(worth).isLessThan(0.01);
        assertThat(knowledge.firstSight().worth(before, Duration.ofHours(9))).isGreaterThan(0.3);
    }

    @Test
    void ofAFirstReadingTheYoungestTeachNothingEither() {
        for (int i = 0; i < 1_000; i++) {
            knowledge.news(NOW.minusSeconds(9 * i), NOW);
        }
        assertThat(knowledge.firstSight().toText()).isEqualTo(documented.toText());
    }

    @Test
    void aCallThatBeganSinceTheLastReadingTeaches() {
        Instant last = NOW.minus(Duration.ofMinutes(5));
        knowledge.lastRead().read(Window.before(last, Duration.ofHours(3)), last);
        double seen = knowledge.firstSight().seenBy(Duration.ofMinutes(5));
        for (int i = 0; i < 200; i++) {
            knowledge.news(NOW.minus(Duration.ofMinutes(4)), NOW);
        }
        assertThat(knowledge.firstSight().seenBy(Duration.ofMinutes(5))).isGreaterThan(10 * seen);
    }

    /** Down for three days: the records that came while nobody looked did not come three days late. */
    @Test
    void afterALongPauseTheLagIsThoughtToBeTheUsualOne() {
        Instant start = NOW.minus(Duration.ofDays(3));
        knowledge.lastRead().read(Window.before(start.plusSeconds(1), Duration.ofDays(1)), start.plusSeconds(1));
        for (int i = 0; i < 1_000; i++) {
            knowledge.news(start, NOW);
        }
        assertThat(knowledge.firstSight().seenBy(Duration.ofHours(3)))
                .isCloseTo(documented.seenBy(Duration.ofHours(3)), within(0.05));
    }

    @Test
    void newsOfAnAgeAtWhichNoneHaveEverComeCountToo() {
        FirstSight young = FirstSight.parse("1" + " 0".repeat(135));
        young.observe(Duration.ofHours(9), Duration.ofHours(10));
        assertThat(young.seenBy(Duration.ofHours(9))).isEqualTo(0.5);
        assertThat(young.seenBy(Duration.ofHours(11))).isEqualTo(1);
    }

    @Test
    void aRecordThatBeginsInTheFutureIsNoEvidence() {
        knowledge.lastRead().read(Window.before(NOW, Duration.ofHours(3)), NOW);
        knowledge.news(NOW.plusSeconds(600), NOW);
        assertThat(knowledge.firstSight().toText()).isEqualTo(documented.toText());
    }

    @Test
    void whatTurnsUpLongAfterItsStartWhereNobodyHasLookedIsNoEvidence() {
        Instant last = NOW.minus(Duration.ofHours(6));
        knowledge.lastRead().read(Window.before(last, Duration.ofHours(3)), last);
        knowledge.news(NOW.minus(Duration.ofHours(5)), NOW);
        assertThat(knowledge.firstSight().toText()).isEqualTo(documented.toText());
    }

    @Test
    void aReadingOfWhatWasBeforeSaysNothingOfACallThatBeganMeanwhile() {
        knowledge.lastRead().read(Window.before(NOW.minus(Duration.ofHours(2)), Duration.ofHours(1)), NOW.minus(Duration.ofMinutes(1)));
        knowledge.news(NOW.minus(Duration.ofMinutes(90)), NOW);
        assertThat(knowledge.firstSight().toText()).isEqualTo(documented.toText());
    }

    @Test
    void whatLayAheadWhenItWasReadIsStillAGap() {
        knowledge.lastRead().read(Window.before(NOW.plusSeconds(600), Duration.ofHours(1)), NOW);
        assertThat(knowledge.lastRead().at(NOW.minusSeconds(1))).contains(NOW);
        assertThat(knowledge.lastRead().at(NOW)).isEmpty();
    }

    @Test
    void refusesATextThatItDidNotWrite() {
        assertThatIllegalArgumentException().isThrownBy(() -> FirstSight.parse("1 2 3"));
        assertThatIllegalArgumentException().isThrownBy(() -> FirstSight.parse(documented.toText().replaceFirst("12.0", "-12.0")));
        assertThatIllegalArgumentException().isThrownBy(() -> FirstSight.parse(documented.toText().replaceFirst("12.0", "NaN")));
        assertThatIllegalArgumentException().isThrownBy(() -> FirstSight.parse(documented.toText().replaceFirst("12.0", "many")));
    }
}
