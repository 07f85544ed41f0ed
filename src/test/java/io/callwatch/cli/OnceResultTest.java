package io.callwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OnceResultTest {
    @Test
    void whateverIsLeftUndoneAloneMakesItIncomplete() {
        assertThat(new OnceResult(9, 0, 9, 9, 9, 9, 0, 0, 0, 0).isComplete()).isTrue();
        assertThat(List.of(new OnceResult(9, 1, 9, 9, 9, 9, 0, 0, 0, 0), new OnceResult(9, 0, 9, 9, 9, 9, 1, 0, 0, 0),
                new OnceResult(9, 0, 9, 9, 9, 9, 0, 1, 0, 0), new OnceResult(9, 0, 9, 9, 9, 9, 0, 0, 1, 0),
                new OnceResult(9, 0, 9, 9, 9, 9, 0, 0, 0, 1))).noneMatch(OnceResult::isComplete);
    }

    @Test
    void inWordsItSaysWhatThereIsAndNothingOfWhatThereIsNot() {
        assertThat(new OnceResult(2, 0, 3, 4, 5, 6, 7, 8, 0, 0).words("the next pass")).isEqualTo("""
                read        4 records on 3 pages, 2 windows
                matches     5 new
                deliveries  6 delivered, 7 pending, 8 dead: see 'callwatch deliveries'""");
        assertThat(new OnceResult(1, 1, 1, 1, 0, 0, 0, 0, 1, 2).words("the next pass")).isEqualTo("""
                read        1 record on 1 page, 1 window; 1 span stays unread until the next pass
                matches     0 new
                deliveries  0 delivered, 0 pending, 0 dead
                quarantine  1 record: see 'callwatch quarantine'
                lost        2 spans: see 'callwatch status'""");
    }
}
