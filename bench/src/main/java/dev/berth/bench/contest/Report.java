package dev.berth.bench.contest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The results in Markdown.
 *
 * @param title the heading
 * @param machine what they were measured on and with, name by name
 * @param scale what scales count: {@code sockets}
 * @param standings what came of the contests that got through
 * @param failures those that did not
 * @param reaches what was to be reached; what no contest was to measure is left out, and what was to be measured by one that
 *     failed is missed
 * @param notes what there is to know, a paragraph each
 */
public record Report(
        String title,
        Map<String, String> machine,
        String scale,
        List<Standing> standings,
        List<Failure> failures,
        List<Reach> reaches,
        List<String> notes) {
    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;
    private static final double ROUNDS_TO_TEN = 9.995;
    private static final double ROUNDS_TO_HUNDRED = 99.95;

    /** {@return the text, ended by a line end} */
    public String markdown() {
        StringBuilder out = new StringBuilder("# " + title + "\n\n");
        machine.forEach((name, value) ->
                out.append("- ").append(name).append(": ").append(value).append('\n'));
        notes.forEach(note -> paragraph(note, out));
        failures.forEach(one -> paragraph("**Failed:** " + one.sentence(), out));
        verdicts(out);
        standings.stream().map(Standing::title).distinct().forEach(contest -> contest(contest, out));
        return out.toString();
    }

    private static void paragraph(String text, StringBuilder out) {
        out.append('\n').append(text).append('\n');
    }

    /** {@return what came of each reach that was to be measured} */
    public List<Reach.Verdict> verdicts() {
        return reaches.stream()
                .flatMap(one -> one.judge(standings).or(() -> failed(one)).stream())
                .toList();
    }

    private Optional<Reach.Verdict> failed(Reach reach) {
        return failures.stream().anyMatch(failure -> reach.marks().stream().anyMatch(mark -> mark.isOf(failure)))
                ? Optional.of(new Reach.Verdict(reach, "not measured", false))
                : Optional.empty();
    }

    private void verdicts(StringBuilder out) {
        if (verdicts().isEmpty()) {
            return;
        }
        out.append("\n## What was to be reached\n\n");
        row(out, "operation", scale, "reach", "measured", "verdict");
        row(out, "---", "---:", "---", "---:", "---");
        for (Reach.Verdict one : verdicts()) {
            Mark who = one.reach().who();
            row(
                    out,
                    who.title(),
                    count(who.scale()),
                    one.reach().words(),
                    one.measured(),
                    one.met() ? "met" : "**missed**");
        }
    }

    private void contest(String contest, StringBuilder out) {
        List<Standing> same =
                standings.stream().filter(one -> one.title().equals(contest)).toList();
        out.append("\n## ").append(contest).append("\n\n");
        row(
                out,
                scale,
                "who",
                "counted",
                "median",
                "middle half",
                "× " + same.getFirst().base());
        row(out, "---:", "---", "---:", "---:", "---:", "---:");
        for (Standing standing : same) {
            for (Times one : standing.times()) {
                row(
                        out,
                        count(standing.scale()),
                        one.name(),
                        count(standing.count()),
                        standing.unit().text(one.median()),
                        standing.unit().text(one.lowerQuartile()) + " – "
                                + standing.unit().text(one.upperQuartile()),
                        String.format(Locale.ROOT, "%.2f", standing.ratio(one)));
            }
        }
    }

    private static void row(StringBuilder out, String... cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A time to three digits: {@code 9.87 µs}, {@code 43.2 ms}. */
    static String time(double nanos) {
        if (nanos >= SECOND) {
            return digits(nanos / SECOND) + " s";
        }
        if (nanos >= MILLI) {
            return digits(nanos / MILLI) + " ms";
        }
        return nanos >= MICRO ? digits(nanos / MICRO) + " µs" : digits(nanos) + " ns";
    }

    private static String digits(double number) {
        int decimals = number < ROUNDS_TO_TEN ? 2 : number < ROUNDS_TO_HUNDRED ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
