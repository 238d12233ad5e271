package dev.berth.kernel.process;

import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A script of this folder that holds sockets, and says of each who has it. Ends when it is closed. */
final class Holders implements AutoCloseable {
    private final Process process;
    private final List<Socket> sockets = new ArrayList<>();

    /** A socket that a script holds: what is odd about it, its inode, and the processes that have it open. */
    record Socket(String name, long inode, List<Integer> pids) {}

    private Holders(Process process) throws IOException {
        this.process = process;
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); !"all".equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IOException(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            String[] words = line.split(" ", 3);
            sockets.add(new Socket(words[0], Long.parseLong(words[1]), pids(words[2])));
        }
    }

    static Holders start(Walls walls, String script, String... words) throws IOException {
        Program python = walls.program("python3", "-c", read(script)).and(words);
        return walls.closeLater(new Holders(python.start()));
    }

    /** Every socket that was told of. */
    List<Socket> sockets() {
        return sockets;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.inputReader(StandardCharsets.UTF_8).close();
        process.getErrorStream().close();
        process.getOutputStream().close();
    }

    static String read(String script) throws IOException {
        try (InputStream text = Objects.requireNonNull(Holders.class.getResourceAsStream(script), script)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Integer> pids(String word) {
        return word.equals("-")
                ? List.of()
                : Arrays.stream(word.split(",", -1)).map(Integer::valueOf).toList();
    }
}
