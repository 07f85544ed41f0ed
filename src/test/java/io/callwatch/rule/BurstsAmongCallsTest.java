package io.callwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BurstsAmongCallsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void fiveCallsWithinTheSpanInclusiveAreABurst() {
        assertThat(bursts(5, 600, 0, 100, 200, 300, 600)).containsExactly("0 100 200 300 600");
        assertThat(bursts(5, 600, 0, 100, 200, 300, 601)).isEmpty();
        assertThat(bursts(5, 600, 0, 100, 200, 300)).isEmpty();
    }

    @Test
    void aSixthCallIsOfTheSameBurst() {
        assertThat(bursts(5, 600, 0, 100, 200, 300, 400, 650)).containsExactly("0 100 200 300 400 650");
    }

    @Test
    void aPauseEndsABurstAndAnotherMayFollow() {
        assertThat(bursts(2, 10, 0, 5, 100, 105)).containsExactly("0 5", "100 105");
    }

    @Test
    void burstsMayShareACallWhereNotEachRunAcrossTheBorderIsWithin() {
        assertThat(bursts(3, 10, 0, 5, 10, 12, 20)).containsExactly("0 5 10 12 20");
        assertThat(bursts(3, 10, 0, 1, 10, 19, 20)).containsExactly("0 1 10", "10 19 20");
    }

    @Test
    void ofOneCallTheNewestVersionCounts() {
        List<BurstCall> calls = List.of(new BurstCall("a", NOON, 1), new BurstCall("a", NOON.plusSeconds(1), 2),
                new BurstCall("b", NOON, 1));
        assertThat(new Burst(2, Duration.ofSeconds(1)).among(calls))
                .containsExactly(List.of(new BurstCall("b", NOON, 1), new BurstCall("a", NOON.plusSeconds(1), 2)));
        assertThat(new Burst(3, Duration.ofSeconds(9)).among(calls)).isEmpty();
    }

    /** By definition: the longest stretches of calls in a row of which each {@code count} in a row lie within the span. */
    @Property
    void findsWhatTheDefinitionSays(@ForAll @Size(max = 14) List<@IntRange(max = 60) Integer> seconds,
            @ForAll @IntRange(min = 2, max = 5) int count, @ForAll @IntRange(min = 1, max = 20) int within) {
        List<BurstCall> calls = calls(seconds).stream().sorted().toList();
        List<List<BurstCall>> expected = new ArrayList<>();
        for (int from = 0; from < calls.size(); from++) {
            for (int to = from + count; to <= calls.size(); to++) {
                boolean longest = (from == 0 || !isBurst(calls.subList(from - 1, to), count, within))
                        && (to == calls.size() || !isBurst(calls.subList(from, to + 1), count, within));
                if (longest && isBurst(calls.subList(from, to), count, within)) {
                    expected.add(calls.subList(from, to));
                }
            }
        }
        assertThat(new Burst(count, Duration.ofSeconds(within)).among(calls)).isEqualTo(expected);
    }

    @Property
    void theOrderOfArrivalAndRepeatsMakeNoDifference(@ForAll @Size(max = 20) List<@IntRange(max = 60) Integer> seconds,
            @ForAll @IntRange(min = 2, max = 5) int count, @ForAll java.util.Random random) {
        List<BurstCall> calls = calls(seconds);
        List<BurstCall> shuffled = new ArrayList<>(calls);
        shuffled.addAll(calls.subList(0, calls.size() / 2));
        java.util.Collections.shuffle(shuffled, random);
        Burst burst = new Burst(count, Duration.ofSeconds(10));
        assertThat(burst.among(shuffled)).isEqualTo(burst.among(calls));
    }

    private static boolean isBurst(List<BurstCall> calls, int count, int within) {
        return IntStream.rangeClosed(0, calls.size() - count).allMatch(i -> !calls.get(i + count - 1).startDateTime()
                .isAfter(calls.get(i).startDateTime().plusSeconds(within)));
    }

    private static List<BurstCall> calls(List<Integer> seconds) {
        return IntStream.range(0, seconds.size())
                .mapToObj(i -> new BurstCall("id" + i, NOON.plusSeconds(seconds.get(i)), 1)).toList();
    }

    /** The bursts among calls at these seconds, each as the seconds of its calls. */
    private static List<String> bursts(int count, int within, Integer... seconds) {
        return new Burst(count, Duration.ofSeconds(within)).among(calls(List.of(seconds))).stream()
                .map(burst -> String.join(" ", burst.stream()
                        .map(call -> "" + Duration.between(NOON, call.startDateTime()).toSeconds()).toList()))
                .toList();
    }
}
