package dev.berth.it.builds;

import dev.berth.client.Mode;
import dev.berth.testkit.Program;
import dev.berth.testkit.Soak;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Forks of a build that run the same tests at once, and churn beside them. */
final class Storm {
    static final int FORKS = Soak.times(2, 4);

    private final Walls walls;
    private final Program fork;

    private Storm(Walls walls, Program fork) {
        this.walls = walls;
        this.fork = fork;
    }

    /**
     * What came of all forks.
     *
     * @param served how many reserved ports were served on
     * @param conflicts how many of them somebody else had
     * @param probed how many ports were found by probing
     * @param lost how many of those somebody else had by the time they were wanted
     * @param failed how many tests failed, conflicts among them
     * @param said what the forks said about that
     */
    record Toll(int served, int conflicts, int probed, int lost, int failed, String said) {
        private Toll plus(String line) {
            int[] numbers =
                    Stream.of(line.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
            return new Toll(
                    served + numbers[0],
                    conflicts + numbers[1],
                    probed + numbers[2],
                    lost + numbers[3],
                    failed + numbers[4],
                    said);
        }
    }

    /** Forks that reserve their ports in a mode. */
    static Storm of(Walls walls, Mode mode) throws IOException {
        Path held = Files.createDirectory(walls.directory().resolve("held"));
        Program fork = walls.program(System.getProperty("java.home") + "/bin/java", "-Xshare:auto")
                .and("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-XX:-UsePerfData")
                .and("-cp", System.getProperty("java.class.path"), StormMain.class.getName())
                .and(StormCases.class.getName());
        return new Storm(walls, Holder.in(walls, mode, fork).with(ServedPort.FOLDER, held.toString()));
    }

    /** The same with one more variable in the environment of the forks. */
    Storm with(String variable, String value) {
        return new Storm(walls, fork.with(variable, value));
    }

    /** Runs it in so many forks, and prints the counts. */
    Toll toll(String name, int number) throws IOException {
        Churn churn = Churn.start(walls);
        Path errors = Files.createTempFile(walls.directory(), "forks", ".err");
        List<Process> forks = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            forks.add(started(errors));
        }
        List<String> lines = new ArrayList<>();
        for (Process one : forks) {
            lines.add(new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        String said = Files.readString(errors);
        if (lines.contains("")) {
            throw new IOException("a fork has ended: " + said);
        }
        Toll toll = new Toll(0, 0, 0, 0, 0, said);
        for (String line : lines) {
            toll = toll.plus(line);
        }
        System.out.println("storm, " + name + ": " + toll.served + " reserved, " + toll.conflicts + " conflicts; "
                + toll.probed + " probed, " + toll.lost + " lost; churn: " + churn.end());
        return toll;
    }

    private Process started(Path errors) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(fork.command()).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().putAll(fork.environment());
        Process process = builder.start();
        walls.closeLater(process::destroyForcibly);
        return process;
    }
}
