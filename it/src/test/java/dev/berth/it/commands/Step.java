package dev.berth.it.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A command of a console block, and what the block shows of it.
 *
 * @param root whether root gives it, which the prompt says; else an ordinary user
 * @param command the words behind the prompt
 * @param shown the lines between this prompt and the next
 */
record Step(boolean root, String command, List<String> shown) {
    private static final Pattern BLOCK = Pattern.compile("^```\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern TRACE = Pattern.compile("Traceback .*|  .*");

    Step {
        shown = List.copyOf(shown);
    }

    /** The steps of a chapter of a page, over all its console blocks. */
    static List<Step> of(String page, String chapter) {
        String text = ("\n" + page)
                .split("\n## " + Pattern.quote(chapter) + "\n", -1)[1]
                .split("\n## ", -1)[0];
        List<Step> steps = new ArrayList<>();
        BLOCK.matcher(text).results().map((MatchResult block) -> block.group(1)).forEach(block -> add(steps, block));
        return steps;
    }

    /** Whether the shell is to go on while it runs. */
    boolean isInBackground() {
        return command.endsWith("&");
    }

    /** Whether it changes nothing, so that it may be given again while the machine is not there yet. */
    boolean isLook() {
        return command.matches("\\S*berth (list|entries|lookup)\\b.*");
    }

    /** Lines without what Python prints above the line that says what happened: more of it with each of its versions. */
    static List<String> gist(List<String> lines) {
        return lines.stream().filter(line -> !TRACE.matcher(line).matches()).toList();
    }

    private static void add(List<Step> steps, String block) {
        for (String part : block.split("\n(?=[#$] )", -1)) {
            List<String> lines = part.lines().toList();
            String first = lines.getFirst();
            if (!first.matches("[#$] .+")) {
                throw new IllegalArgumentException("no prompt before: " + first);
            }
            steps.add(new Step(first.startsWith("#"), first.substring(2), gist(lines.subList(1, lines.size()))));
        }
    }
}
