package dev.berth.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows whose columns line up. Not safe for concurrent use. */
final class Table {
    private static final int GAP = 2;

    private final List<String[]> rows = new ArrayList<>();
    private final int[] widths;

    Table(String... heads) {
        widths = new int[heads.length];
        add(heads);
    }

    /** Adds a row of as many cells as the table has columns. */
    void add(String... cells) {
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(widths[column], cells[column].length());
        }
        rows.add(cells);
    }

    /** The rows as lines, without blanks at their ends. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                line.append(row[column]).repeat(' ', widths[column] - row[column].length() + GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
