package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Spans against the plainest model there is: a set of minutes. jqwik prints the seed of each run. */
class SpansTest {

    private static final Instant ZERO = Instant.parse("2026-11-20T00:00:00Z");

    @Property
    void unionIsTheUnionOfTheInstants(@ForAll("windows") List<Window> a, @ForAll("windows") List<Window> b) {
        BitSet expected = minutes(a);
        expected.or(minutes(b));
        assertThat(minutes(Spans.of(a).plus(Spans.of(b)).windows())).isEqualTo(expected);
    }

    @Property
    void differenceIsTheDifferenceOfTheInstants(@ForAll("windows") List<Window> a, @ForAll("windows") List<Window> b) {
        BitSet expected = minutes(a);
        expected.andNot(minutes(b));
        assertThat(minutes(Spans.of(a).minus(Spans.of(b)).windows())).isEqualTo(expected);
    }

    @Property
    void clipKeepsWhatLiesWithin(@ForAll("windows") List<Window> a, @ForAll("window") Window within) {
        BitSet expected = minutes(a);
        expected.and(minutes(List.of(within)));
        Spans clipped = Spans.of(a).clip(within);
        assertThat(minutes(clipped.windows())).isEqualTo(expected);
        assertThat(clipped.length()).isEqualTo(Duration.ofMinutes(expected.cardinality()));
    }

    @Property
    void missingAndPresentMakeTheWhole(@ForAll("windows") List<Window> a, @ForAll("window") Window whole) {
        Spans spans = Spans.of(a);
        assertThat(spans.missingIn(whole).plus(spans.clip(whole))).isEqualTo(Spans.of(whole));
        assertThat(spans.contains(whole)).isEqualTo(spans.missingIn(whole).isEmpty());
    }

    @Property
    void areEqualWhereTheInstantsAre(@ForAll("windows") List<Window> a, @ForAll("windows") List<Window> b) {
        assertThat(Spans.of(a).equals(Spans.of(b))).isEqualTo(minutes(a).equals(minutes(b)));
    }

    @Property
    void isNormalisedWhateverCameIn(@ForAll("windows") List<Window> a, @ForAll("windows") List<Window> b) {
        for (Spans spans : List.of(Spans.of(a), Spans.of(a).plus(Spans.of(b)), Spans.of(a).minus(Spans.of(b)))) {
            Instant end = Instant.MIN;
            for (Window window : spans.windows()) {
                assertThat(window.isEmpty()).isFalse();
                assertThat(window.from()).isAfter(end);
                end = window.to();
            }
            assertThat(Spans.of(spans.windows())).isEqualTo(spans).hasSameHashCodeAs(spans);
        }
    }

    @Property
    void aSplitWindowIsWholeAgain(@ForAll("window") Window window) {
        if (window.canSplit()) {
            List<Window> halves = window.split();
            assertThat(halves).noneMatch(Window::isEmpty);
            assertThat(Spans.of(halves)).isEqualTo(Spans.of(window));
            assertThat(halves.get(0).to()).isEqualTo(halves.get(1).from());
        } else {
            assertThat(window.isEmpty()).isTrue();
        }
    }

    @Provide
    Arbitrary<Window> window() {
        return Combinators.combine(Arbitraries.integers().between(0, 99), Arbitraries.integers().between(0, 30))
                .as((from, length) -> new Window(minute(from), minute(from + length)));
    }

    @Provide
    Arbitrary<List<Window>> windows() {
        return window().list().ofMaxSize(8);
    }

    private static Instant minute(int minute) {
        return ZERO.plus(Duration.ofMinutes(minute));
    }

    private static BitSet minutes(List<Window> windows) {
        BitSet set = new BitSet();
        for (Window window : windows) {
            set.set((int) Duration.between(ZERO, window.from()).toMinutes(), (int) Duration.between(ZERO, window.to()).toMinutes());
        }
        return set;
    }
}
