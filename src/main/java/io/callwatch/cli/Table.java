package io.callwatch.cli;

import io.callwatch.text.Columns;
import io.callwatch.text.OneLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in aligned columns, for a terminal; what strangers have put into a cell keeps to its line. For one thread. */
final class Table {
    /** More rows are not for a terminal. */
    static final int MOST = 1_000;

    private final List<String[]> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(head);
    }

    void row(Object... cells) {
        rows.add(Arrays.stream(cells).map(cell -> cell == null ? "-" : OneLine.of(cell.toString())).toArray(String[]::new));
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** Without its head. */
    int size() {
        return rows.size() - 1;
    }

    /** Says how many of all are not shown; empty where none is left out: beside a process that runs they are fewer than just before. */
    String left(long all) {
        return all > size() && size() >= MOST ? "\n" + (all - size()) + " more are not shown; '--json' lists all of them.\n" : "";
    }

    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], Columns.of(row[i]));
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - Columns.of(row[i]) + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
