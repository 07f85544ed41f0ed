package io.callwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
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
