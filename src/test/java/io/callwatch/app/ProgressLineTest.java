package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody who looks on sees of a pass; each time it takes the place of what was there. */
class ProgressLineTest {
    private static final String ERASED = "\r\u001b[K";

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @Test
    void aPassThatTakesLongIsShownUntilItIsOver() {
        Pass first = passWith(100);
        Pass second = passWith(200);
        try (ProgressLine line = new ProgressLine(new PrintStream(terminal, true, StandardCharsets.UTF_8))) {
            line.begin(first);
            line.begin(second);
            assertThat(shown()).as("most are over in no time").isEmpty();
            await().until(() -> shown().contains(ERASED + "0 windows, 1 page, 100 records, 0 matches")
                    && shown().contains(ERASED + "0 windows, 1 page, 200 records"));
            line.end(first);
            int before = shown().split("100 records").length;
            second.judged(1, 1, 0);
            await().until(() -> shown().contains("2 pages, 201 records"));
            assertThat(shown()).as("a line of the log comes over it, not behind it").endsWith("matches\r");
            assertThat(shown().split("100 records")).as("the first is over").hasSize(before);
            line.end(second);
            assertThat(shown()).endsWith(ERASED);
        }
    }

    @Test
    void whereNobodyLooksOnThereIsNone() {
        Pass pass = passWith(1);
        try (ProgressLine line = new ProgressLine(null)) {
            line.begin(pass);
            assertThatCode(() -> line.end(pass)).doesNotThrowAnyException();
        }
    }

    private String shown() {
        return terminal.toString(StandardCharsets.UTF_8);
    }

    private static Pass passWith(int records) {
        Pass pass = new Pass(List.of(), Instant.EPOCH, null, null, 0, () -> false);
        pass.judged(1, records, 0);
        return pass;
    }
}
