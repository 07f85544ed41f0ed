package io.callwatch.sandbox;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows as aligned columns, two blanks apart. */
final class Table {
    private Table() {
    }

    static String of(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = IntStream.range(0, columns).map(column -> rows.stream()
                .filter(row -> column < row.size()).mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        return rows.stream().map(row -> "  " + IntStream.range(0, row.size())
                .mapToObj(column -> String.format("%-" + Math.max(1, widths[column]) + "s", row.get(column)))
                .collect(Collectors.joining("  ")).stripTrailing()).collect(Collectors.joining("\n"));
    }
}
