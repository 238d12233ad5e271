package dev.berth.cli;

import dev.berth.api.Entry;
import dev.berth.api.EntryDetail;
import dev.berth.api.IpAddress;
import dev.berth.api.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A table of entries that fits the terminal where it can: commands and units are shortened, then columns are left out;
 * addresses never are.
 *
 * <p>Some thousands of entries are held, sorted by local port and address, and laid out for what they need. Of more, the
 * held ones say how wide the columns are, and all are printed in the order in which they come. Not safe for concurrent
 * use.
 */
final class EntryTable {
    /** How many entries are held. */
    static final int HELD = 4096;

    private static final int GAP = 2;
    private static final int CHUNK = 1 << 14;
    private static final Comparator<Entry> ORDER = Comparator.<Entry>comparingInt(
                    entry -> entry.local().port())
            .thenComparing(entry -> entry.local().address(), EntryTable::compare)
            .thenComparing(Entry::protocol)
            .thenComparingInt(entry -> entry.remote().port())
            .thenComparing(entry -> entry.remote().address(), EntryTable::compare);

    private final EntryCells cells;
    private final Consumer<String> print;
    private final Supplier<OptionalInt> width;
    private final List<Entry> held = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private List<EntryColumn> columns;
    private List<Integer> widths = List.of();

    EntryTable(
            Protocol protocol,
            Set<EntryDetail> details,
            Supplier<OptionalInt> width,
            EntryCells cells,
            Consumer<String> print) {
        this.columns = EntryColumn.of(protocol, details);
        this.width = width;
        this.cells = cells;
        this.print = print;
    }

    /** Adds an entry. */
    void add(Entry entry) {
        if (isLaidOut()) {
            append(row(entry));
        } else if (held.size() < HELD) {
            held.add(entry);
        } else {
            printHeld();
            append(row(entry));
        }
    }

    /** Prints what is left; tells whether there was anything at all. */
    boolean end() {
        if (!isLaidOut()) {
            held.sort(ORDER);
            if (held.isEmpty()) {
                return false;
            }
            printHeld();
        }
        flush();
        return true;
    }

    private boolean isLaidOut() {
        return !widths.isEmpty();
    }

    private void printHeld() {
        List<String[]> rows = new ArrayList<>(held.size() + 1);
        String[] heads = new String[columns.size()];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = columns.get(i).head();
        }
        rows.add(heads);
        for (Entry entry : held) {
            rows.add(row(entry));
        }
        held.clear();
        List<EntryColumn> all = columns;
        int[] natural = new int[all.size()];
        for (String[] row : rows) {
            for (int i = 0; i < natural.length; i++) {
                natural[i] = Math.max(natural[i], row[i].length());
            }
        }
        EntryLayout layout = EntryLayout.of(all, natural, width.get().orElse(Integer.MAX_VALUE), GAP);
        columns = layout.columns();
        widths = layout.widths();
        for (String[] row : rows) {
            String[] kept = new String[columns.size()];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = row[all.indexOf(columns.get(i))];
            }
            append(kept);
        }
    }

    private String[] row(Entry entry) {
        String[] row = new String[columns.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = cells.cell(columns.get(i), entry);
        }
        return row;
    }

    private void append(String[] row) {
        int begin = text.length();
        for (int i = 0; i < row.length; i++) {
            EntryColumn column = columns.get(i);
            String cell = column.isShortened() ? shortened(row[i], widths.get(i)) : row[i];
            int padding = Math.max(0, widths.get(i) - cell.length());
            if (column.side() == EntryColumn.Side.RIGHT) {
                text.repeat(' ', padding).append(cell);
            } else {
                text.append(cell).repeat(' ', padding);
            }
            text.repeat(' ', GAP);
        }
        int end = text.length();
        while (end > begin && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
        text.append('\n');
        if (text.length() > CHUNK) {
            flush();
        }
    }

    private void flush() {
        print.accept(text.toString());
        text.setLength(0);
    }

    /** As much as fits, and a sign that there was more. */
    private static String shortened(String cell, int width) {
        if (cell.length() <= width) {
            return cell;
        }
        int end = Math.max(0, width - 1);
        if (end > 0 && Character.isHighSurrogate(cell.charAt(end - 1))) {
            end--;
        }
        return cell.substring(0, end) + "…";
    }

    private static int compare(IpAddress one, IpAddress other) {
        int families = one.family().compareTo(other.family());
        if (families != 0) {
            return families;
        }
        int high = Long.compareUnsigned(one.high(), other.high());
        return high != 0 ? high : Long.compareUnsigned(one.low(), other.low());
    }
}
