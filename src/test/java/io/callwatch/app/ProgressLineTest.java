package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What somebody who looks on sees of a pass; each time it takes the place of what was there. */
class ProgressLineTest {
    private static final String ERASED = "\r\u001b[K";
    /** From here on what the terminal is too narrow for is cut off; a line of the log goes on in the next row again. */
    private static final String CUT = "\u001b[?7l";
    private static final String WRAPPED = "\u001b[?7h";
    private static final Pattern SIGN = Pattern.compile("\u001b\\[[?\\d]*[A-Za-z]|.", Pattern.DOTALL);

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @Test
    void aPassThatTakesLongIsShownUntilItIsOver() {
        Pass first = passWith(100);
        Pass second = passWith(200);
        try (ProgressLine line = new ProgressLine(new PrintStream(terminal, true, StandardCharsets.UTF_8))) {
            line.begin(first);
            line.begin(second);
            assertThat(shown()).as("most are over in no time").isEmpty();
            await().until(() -> shown().contains(ERASED + CUT + "0 windows, 1 page, 100 records, 0 matches")
                    && shown().contains(ERASED + CUT + "0 windows, 1 page, 200 records"));
            line.end(first);
            int before = shown().split("100 records").length;
            second.judged(1, 1, 0);
            await().until(() -> shown().contains("2 pages, 201 records"));
            assertThat(shown()).as("a line of the log comes over it, not behind it").endsWith("matches" + WRAPPED + "\r");
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

    @Test
    void inANarrowTerminalItTakesOneRow() {
        Pass pass = passWith(100);
        try (ProgressLine line = new ProgressLine(new PrintStream(terminal, true, StandardCharsets.UTF_8))) {
            line.begin(pass);
            await().until(() -> shown().split("100 records", -1).length > 2);
            assertThat(rows(20)).as("its end stands in the last column").containsExactly("0 windows, 1 page, s");
            line.end(pass);
            assertThat(rows(20)).containsExactly("");
        }
    }

    @Test
    void aTerminalThatErasesNothingHasNone() {
        assertThat(ProgressLine.erases("dumb")).as("an editor's window, say, shows the signs themselves").isFalse();
        assertThat(ProgressLine.erases("xterm-256color")).isTrue();
        assertThat(ProgressLine.erases(null)).as("Windows names none").isTrue();
    }

    /** What a terminal of so many columns has: who writes beyond its edge begins a row that no later line takes the place of. */
    private List<String> rows(int columns) {
        List<String> rows = new ArrayList<>(List.of(""));
        boolean cut = false;
        int at = 0;
        for (String sign : SIGN.matcher(shown()).results().map(MatchResult::group).toList()) {
            String row = rows.get(rows.size() - 1);
            if (sign.equals(CUT) || sign.equals(WRAPPED)) {
                cut = sign.equals(CUT);
            } else if (sign.equals("\r")) {
                at = 0;
            } else if (sign.equals("\u001b[K")) {
                rows.set(rows.size() - 1, row.substring(0, at));
            } else if (at == columns && !cut) {
                rows.add(sign);
                at = 1;
            } else {
                at = Math.min(at, columns - 1);
                rows.set(rows.size() - 1, row.substring(0, at) + sign + row.substring(Math.min(row.length(), at + 1)));
                at++;
            }
        }
        return rows;
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
