package io.callwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    /** Letters of East Asia take two places of a terminal, and marks on other letters none. */
    @Test
    void columnsAreAlignedAsATerminalShowsThem() {
        Table table = new Table("who", "why");
        table.row("\u7530\u4e2d\u592a\u90ce", "a");
        table.row("\uae40\ub2e8", "b");
        table.row("Rene\u0301 \ud83d\ude00", "c");
        table.row("\uff8a\uff9d-\ud842\udfb7", "d");
        table.row("Bob", "e");
        assertThat(table).hasToString("who       why\n\u7530\u4e2d\u592a\u90ce  a\n\uae40\ub2e8      b\nRene\u0301 \ud83d\ude00   c\n"
                + "\uff8a\uff9d-\ud842\udfb7     d\nBob       e\n");
    }

    @Test
    void whatWasDeliveredBetweenTheCountAndTheListIsNotSaidToBeLeftOut() {
        Table table = new Table("event");
        table.row("a");
        assertThat(table.left(2)).isEmpty();
        while (table.size() < Table.MOST) {
            table.row("b");
        }
        assertThat(table.left(Table.MOST)).isEmpty();
        assertThat(table.left(Table.MOST + 2)).isEqualTo("\n2 more are not shown; '--json' lists all of them.\n");
    }
}
