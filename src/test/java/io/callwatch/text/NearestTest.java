package io.callwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({"Notify, notify, 0", "ulr, url, 1", "url, uri, 1", "ur, url, 1", "urll, url, 1", "when, then, 1", "abc, xyz, 3"})
    void lettersAreCountedWithoutRegardToCase(String one, String other, int distance) {
        assertThat(Nearest.distance(one, other)).isEqualTo(distance);
        assertThat(Nearest.distance(other, one)).isEqualTo(distance);
    }

    @ParameterizedTest
    @CsvSource({"notfy, notify", "colour,", "presentation-modes, presentation-mode-xy"})
    void whatIsTooFarIsNone(String word, String nearest) {
        assertThat(Nearest.to(word, List.of("notify", "when", "presentation-mode-xy"))).isEqualTo(Optional.ofNullable(nearest));
    }
}
