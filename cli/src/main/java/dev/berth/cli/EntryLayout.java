package dev.berth.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Which columns a table has, and how wide each is.
 *
 * @param columns from left to right
 * @param widths how wide, in the same order
 */
record EntryLayout(List<EntryColumn> columns, List<Integer> widths) {
    /**
     * Fits columns into a line.
     *
     * @param all the columns that were asked for
     * @param natural how wide each would be
     * @param line how long a line may be
     * @param gap what stands between two columns
     */
    static EntryLayout of(List<EntryColumn> all, int[] natural, int line, int gap) {
        List<EntryColumn> columns = new ArrayList<>(all);
        for (EntryColumn dispensable : EntryColumn.DISPENSABLE) {
            if (least(columns, all, natural, gap) <= line) {
                break;
            }
            columns.remove(dispensable);
        }
        int room = Math.max(0, line - least(columns, all, natural, gap));
        List<Integer> widths = new ArrayList<>();
        for (EntryColumn column : columns) {
            int wanted = natural[all.indexOf(column)];
            int more = Math.min(room, wanted - column.least(wanted));
            widths.add(column.least(wanted) + more);
            room -= more;
        }
        return new EntryLayout(columns, widths);
    }

    private static int least(List<EntryColumn> columns, List<EntryColumn> all, int[] natural, int gap) {
        int least = gap * (columns.size() - 1);
        for (EntryColumn column : columns) {
            least += column.least(natural[all.indexOf(column)]);
        }
        return least;
    }
}
