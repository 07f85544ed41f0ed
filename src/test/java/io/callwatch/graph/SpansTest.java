package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SpansTest {
    private static final int LENGTH = 60;

    /** Against a set of seconds, which cannot be wrong. */
    @Property
    void plusAndMinusAreThoseOfSets(@ForAll("windows") List<Window> first, @ForAll("windows") List<Window> more,
            @ForAll("windows") List<Window> less) {
        Spans spans = Spans.of(first).plus(more).minus(less);
        BitSet expected = seconds(first);
        expected.or(seconds(more));
        expected.andNot(seconds(less));
        assertThat(seconds(spans.windows())).isEqualTo(expected);
        for (int i = 1; i < spans.windows().size(); i++) {
            assertThat(spans.windows().get(i).from()).isAfter(spans.windows().get(i - 1).to());
        }
    }

    @Provide
    Arbitrary<List<Window>> windows() {
        return Arbitraries.integers().between(0, LENGTH).tuple2().map(pair -> new Window(
                Instant.ofEpochSecond(Math.min(pair.get1(), pair.get2())),
                Instant.ofEpochSecond(Math.max(pair.get1(), pair.get2())))).list().ofMaxSize(8);
    }

    private static BitSet seconds(List<Window> windows) {
        BitSet seconds = new BitSet(LENGTH);
        windows.forEach(w -> seconds.set((int) w.from().getEpochSecond(), (int) w.to().getEpochSecond()));
        return seconds;
    }
}
