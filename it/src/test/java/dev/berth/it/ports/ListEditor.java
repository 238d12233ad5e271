package dev.berth.it.ports;

import dev.berth.api.PortBlock;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A process that edits the list of reserved ports and knows nothing of Berth: {@code editor.py} says how. */
final class ListEditor {
    /** How it edits. */
    enum Manner {
        /** Merges into the list what is its own. */
        ADDER,
        /** Reads the list, and writes all of it with something added or taken away. */
        REWRITER
    }

    private final Process process;
    private final BufferedReader said;

    /**
     * What it did and saw.
     *
     * @param writes how often it wrote
     * @param repeated how often what it had written within a second was gone, and was written again
     * @param lost what was gone that had been there for longer, a line each
     * @param own its ports in the end
     */
    record Report(int writes, int repeated, List<String> lost, BitSet own) {}

    private ListEditor(Process process) {
        this.process = process;
        said = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts one, which edits from now on; its own ports are among these, and others must stay, too. */
    static ListEditor start(Walls walls, Manner manner, PortBlock own, PortSet others) throws IOException {
        Process process = walls.program("/usr/bin/python3", "-I", "-c", script())
                .and(manner.name().toLowerCase(Locale.ROOT), "" + own.start(), "" + own.count(), "" + own.start())
                .and(others.stream().mapToObj(Integer::toString).toArray(String[]::new))
                .start();
        walls.closeLater(process::destroyForcibly);
        ListEditor editor = new ListEditor(process);
        editor.expect();
        return editor;
    }

    /** Has it end, and tells what it did. */
    Report end() throws IOException {
        process.getOutputStream().close();
        List<String> lost = new ArrayList<>();
        String line = expect();
        for (; line.startsWith("lost"); line = expect()) {
            lost.add(line);
        }
        String[] words = line.split(" ", -1);
        BitSet own = new BitSet();
        for (int i = 3; i < words.length; i++) {
            own.set(Integer.parseInt(words[i]));
        }
        process.getErrorStream().close();
        return new Report(Integer.parseInt(words[1]), Integer.parseInt(words[2]), lost, own);
    }

    private String expect() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the editor has ended: "
                    + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return line;
    }

    private static String script() throws IOException {
        try (InputStream script = Objects.requireNonNull(ListEditor.class.getResourceAsStream("editor.py"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
