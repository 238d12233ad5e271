package dev.berth.bench.contest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reports of one run as one: the machine once, one table of what was to be reached, and the tables of each subject.
 *
 * @param reports what {@link Report#markdown} made of each subject
 */
public record Together(List<String> reports) {
    private static final String REACHED = "<!-- bench/run: reached -->\n";
    private static final String TABLES = "<!-- bench/run: tables -->\n";
    private static final String END = "<!-- bench/run: end -->\n";
    private static final String MISSED = "**missed** |";

    /** Reports in order. */
    public Together {
        reports = List.copyOf(reports);
    }

    /**
     * {@return a document with the results in the places that it marks for them, or, where it marks none, one of their own}
     *
     * @param document the document
     */
    public String in(String document) {
        return document.contains(REACHED) && document.contains(TABLES)
                ? replaced(replaced(document, REACHED, reached()), TABLES, tables())
                : "# Berth, measured\n\n" + reached() + "\n" + tables();
    }

    private static String replaced(String document, String mark, String text) {
        int start = document.indexOf(mark);
        int end = document.indexOf(END, start + 1);
        return document.substring(0, start + mark.length()) + "\n" + text + "\n" + document.substring(end);
    }

    private String reached() {
        List<Part> parts = parts();
        List<String> rows =
                parts.stream().flatMap(part -> part.reached().stream()).toList();
        long missed = rows.stream().filter(row -> row.endsWith(MISSED)).count();
        return "## The machine\n\n" + lines(common(parts)) + "\n## What was to be reached\n\n"
                + (rows.size() - missed) + " of " + rows.size() + " are met.\n\n"
                + "| subject | operation | at | reach | measured | verdict |\n"
                + "| --- | --- | ---: | --- | ---: | --- |\n"
                + lines(rows);
    }

    private String tables() {
        List<Part> parts = parts();
        List<String> common = common(parts);
        return parts.stream()
                .map(part -> "## " + part.title() + "\n\n"
                        + lines(part.machine().stream()
                                .filter(line -> !common.contains(line) && !isDate(line))
                                .toList())
                        + part.rest())
                .collect(Collectors.joining("\n"));
    }

    private List<Part> parts() {
        return reports.stream().map(Part::of).toList();
    }

    /** What all reports say of the machine, and when the first of them was made. */
    private static List<String> common(List<Part> parts) {
        return parts.getFirst().machine().stream()
                .filter(line -> isDate(line)
                        || parts.stream().allMatch(part -> part.machine().contains(line)))
                .toList();
    }

    private static boolean isDate(String line) {
        return line.startsWith("- date: ");
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /**
     * A report, taken apart.
     *
     * @param title its heading
     * @param machine its list of what was measured on and with
     * @param reached the rows of its table of reaches, each with the subject and what its scale counts
     * @param rest its notes and other tables, a heading deeper
     */
    private record Part(String title, List<String> machine, List<String> reached, String rest) {
        private static final String HEADING = "\n## ";
        private static final String REACHES = "What was to be reached\n";
        private static final int HEADER_ROWS = 2;
        private static final int SCALE = 2;

        static Part of(String report) {
            String[] sections = report.split(HEADING, -1);
            List<String> head = Arrays.asList(sections[0].split("\n", -1));
            String title = head.getFirst().replaceFirst("^# ", "");
            List<String> machine =
                    head.stream().filter(line -> line.startsWith("- ")).toList();
            StringBuilder rest = new StringBuilder(sections[0].substring(
                    sections[0].indexOf(machine.getLast()) + machine.getLast().length() + 1));
            List<String> reached = new ArrayList<>();
            for (String section : List.of(sections).subList(1, sections.length)) {
                if (section.startsWith(REACHES)) {
                    reached.addAll(rows(title, section));
                } else {
                    rest.append("\n### ").append(section);
                }
            }
            return new Part(title, machine, reached, rest.toString());
        }

        /** {@code | list | 80,000 | …} of sockets becomes {@code | Entries | list | 80,000 sockets | …}. */
        private static List<String> rows(String title, String section) {
            List<String> table =
                    section.lines().filter(line -> line.startsWith("|")).toList();
            String scale = table.getFirst().split("\\|", -1)[SCALE].strip();
            return table.stream()
                    .skip(HEADER_ROWS)
                    .map(row ->
                            "| " + title + " " + row.replaceFirst("^(\\| [^|]* \\| [^|]*) \\|", "$1 " + scale + " |"))
                    .toList();
        }
    }
}
