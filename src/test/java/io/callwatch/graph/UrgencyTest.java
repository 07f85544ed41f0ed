package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrgencyTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final FirstSight firstSight = FirstSight.documented();
    private final LastRead lastRead = new LastRead();
    private final Urgency urgency = new Urgency(firstSight, lastRead);

    @Test
    void theWholeWindowIsRankedAndNothingElse() {
        lastRead.read(hours(30, 2), NOW.minus(Duration.ofHours(1)));
        lastRead.read(hours(12, 8), NOW.minus(Duration.ofMinutes(10)));
        Window window = hours(36, 0);
        Spans all = Spans.none();
        for (Spans spans : urgency.rank(window, NOW).values()) {
            assertThat(spans.minus(all)).isEqualTo(spans);
            all = all.plus(spans);
        }
        assertThat(all).isEqualTo(Spans.of(window));
    }

    @Test
    void aGapGoesBeforeEveryRereading() {
        lastRead.read(hours(36, 20), NOW.minus(Duration.ofMinutes(5)));
        lastRead.read(hours(19, 0), NOW.minus(Duration.ofMinutes(5)));
        Map<Integer, Spans> ranked = urgency.rank(hours(36, 0), NOW);
        assertThat(ranked.get(Urgency.GAP).windows()).contains(hours(20, 19));
        assertThat(rank(ranked, NOW.minus(Duration.ofHours(21)))).isGreaterThan(Urgency.GAP);
        assertThat(rank(ranked, NOW.minus(Duration.ofHours(1)))).isGreaterThan(Urgency.GAP);
    }

    @Test
    void aFirstReadingOfThirtyDaysBeginsWithTheLastMinutesThenWithWhatLeavesTheServiceSoonest() {
        List<Window> order = urgency.rank(hours(30 * 24, 0), NOW).values().stream().flatMap(s -> s.windows().stream()).toList();
        assertThat(order.get(0).to()).isEqualTo(NOW);
        List<Window> leaving = order.subList(1, order.size() - 1);
        assertThat(leaving.get(0)).isEqualTo(new Window(NOW.minus(Duration.ofDays(30)), NOW.minus(Duration.ofDays(30)).plusSeconds(300)));
        assertThat(leaving).isSortedAccordingTo(Comparator.comparing(Window::from));
        assertThat(leaving).extracting(Window::length).isSorted();
        assertThat(Spans.of(leaving).length()).isBetween(Duration.ofDays(1), Duration.ofDays(2));
        assertThat(order.get(order.size() - 1)).as("most of it").isEqualTo(
                new Window(leaving.get(leaving.size() - 1).to(), order.get(0).from()));
    }

    @Test
    void whatWasReadAndLeavesIsNoNews() {
        lastRead.read(hours(30 * 24, 28 * 24), NOW.minus(Duration.ofDays(1)));
        assertThat(rank(urgency.rank(hours(30 * 24, 0), NOW), NOW.minus(Duration.ofDays(29)))).isGreaterThan(Urgency.GAP);
    }

    @Test
    void theLastHourGoesBeforeTheLastDays() {
        lastRead.read(hours(48, 0), NOW.minus(Duration.ofMinutes(5)));
        Map<Integer, Spans> ranked = urgency.rank(hours(48, 0), NOW);
        assertThat(rank(ranked, NOW.minus(Duration.ofMinutes(40)))).isLessThan(rank(ranked, NOW.minus(Duration.ofHours(4))));
        assertThat(rank(ranked, NOW.minus(Duration.ofHours(4)))).isLessThanOrEqualTo(rank(ranked, NOW.minus(Duration.ofHours(40))));
    }

    @Test
    void cutsAtWholeMilliseconds() {
        Instant odd = NOW.plusNanos(7_000_007);
        lastRead.read(hours(700, 50), NOW.minus(Duration.ofMinutes(7)));
        List<Window> windows = urgency.rank(hours(740, 0), odd).values().stream().flatMap(spans -> spans.windows().stream()).toList();
        assertThat(windows).hasSizeGreaterThan(2)
                .allMatch(w -> w.from().getNano() % 1_000_000 == 0 && w.to().getNano() % 1_000_000 == 0);
    }

    @Test
    void whereNewsWereSeenIsReadAgainSooner() {
        lastRead.read(hours(48, 0), NOW.minus(Duration.ofMinutes(30)));
        Instant old = NOW.minus(Duration.ofHours(9)).minus(Duration.ofMinutes(5));
        int before = rank(urgency.rank(hours(48, 0), NOW), old);
        for (int i = 0; i < 300; i++) {
            firstSight.observe(Duration.ofHours(9));
        }
        assertThat(rank(urgency.rank(hours(48, 0), NOW), old)).isLessThan(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatWasReadJustNowIsTheLastOfAll(int millisAgo) {
        lastRead.read(hours(30 * 24, 1), NOW.minusMillis(millisAgo));
        assertThat(urgency.rank(hours(30 * 24, 1), NOW)).containsOnlyKeys(Urgency.LAST);
    }

    @Test
    void whatWasSeenLongAgoFades() {
        for (int i = 0; i < 120_000; i++) {
            firstSight.observe(Duration.ofHours(i < 60_000 ? 9 : 1));
        }
        assertThat(firstSight.seenBy(Duration.ofHours(2))).isGreaterThan(0.7);
        assertThat(firstSight.seenBy(Duration.ofDays(31))).isCloseTo(1, within(1e-6));
    }

    @Test
    void whatCameBetweenTwoReadingsIsSpreadOverTheTimeBetweenThem() {
        for (int i = 0; i < 1_000; i++) {
            firstSight.observe(Duration.ZERO, Duration.ofMinutes(6));
        }
        double five = firstSight.seenBy(Duration.ofMinutes(5));
        assertThat(five).isGreaterThan(2 * (firstSight.seenBy(Duration.ofMinutes(10)) - five));
        firstSight.observe(Duration.ofMinutes(6), Duration.ofMinutes(6));
        assertThat(firstSight.seenBy(Duration.ofDays(31))).as("none between is one").isCloseTo(1, within(1e-6));
    }

    @Test
    void whatIsSeenGrowsFromNothingToAll() {
        assertThat(firstSight.seenBy(Duration.ZERO)).isZero();
        assertThat(firstSight.seenBy(Duration.ofDays(31))).isCloseTo(1, within(1e-9));
        double last = 0;
        for (int minutes = 1; minutes < 5_000; minutes += 7) {
            double seen = firstSight.seenBy(Duration.ofMinutes(minutes));
            assertThat(seen).isGreaterThanOrEqualTo(last);
            last = seen;
        }
    }

    @Test
    void firstSightComesBackFromTheTextThatIsKept() {
        firstSight.observe(Duration.ofMinutes(33));
        assertThat(FirstSight.parse(firstSight.toText()).toText()).isEqualTo(firstSight.toText());
    }

    private static int rank(Map<Integer, Spans> ranked, Instant at) {
        return ranked.entrySet().stream().filter(e -> e.getValue().contains(at)).findFirst().orElseThrow().getKey();
    }

    private static Window hours(int from, int to) {
        return new Window(NOW.minus(Duration.ofHours(from)), NOW.minus(Duration.ofHours(to)));
    }
}
