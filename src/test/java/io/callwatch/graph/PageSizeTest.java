package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PageSizeTest {
    private final PageSize size = new PageSize(60);

    @Test
    void isWhatWasAskedForUntilPagesComeThatHaveMoreAfterThem() {
        assertThat(size.records()).isEqualTo(60);
        saw(60, 60, 60, 60, 60, 60);
        assertThat(size.records()).isEqualTo(60);
    }

    @Test
    void oneLargerPageIsProof() {
        saw(200);
        assertThat(size.records()).isEqualTo(200);
    }

    @Test
    void smallerPagesAreBelievedWhenAllOfThemAre() {
        saw(20, 0, 20, 19);
        assertThat(size.records()).isEqualTo(60);
        saw(20);
        assertThat(size.records()).as("the largest of them").isEqualTo(20);
    }

    @Test
    void aShortPageNowAndThenSaysNothing() {
        saw(59, 0, 3, 59, 60, 0, 59, 59, 1);
        assertThat(size.records()).isEqualTo(60);
    }

    @Test
    void emptyPagesSayNothingHoweverMany() {
        saw(0, 0, 0, 0, 0, 0, 0, 60, 0, 0, 0, 0, 0, 0, 0);
        assertThat(size.records()).isEqualTo(60);
    }

    @Test
    void aPageHoldsARecord() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PageSize(0));
    }

    private void saw(int... pages) {
        for (int records : pages) {
            size.saw(records);
        }
    }
}
