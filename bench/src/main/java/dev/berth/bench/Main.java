package dev.berth.bench;

import dev.berth.bench.bind.BindBench;
import dev.berth.bench.contest.Report;
import dev.berth.bench.contest.Series;
import dev.berth.bench.contest.Subject;
import dev.berth.bench.contest.Together;
import dev.berth.bench.daemon.DaemonBench;
import dev.berth.bench.durable.DurableBench;
import dev.berth.bench.entries.EntriesBench;
import dev.berth.bench.runtime.RuntimeBench;
import dev.berth.bench.tests.TestsBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code bench/run}: measures, prints the tables and writes them to a file. */
final class Main {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    /** The first word of who puts reports together; then the file for them, and theirs. */
    private static final String TOGETHER = "together";

    private Main() {}

    /** Measures. */
    public static void main(String[] words) throws IOException {
        Path root = Path.of(System.getProperty("berth.root"));
        if (words.length > 2 && words[0].equals(TOGETHER)) {
            together(Path.of(words[1]), List.of(words).subList(2, words.length));
            return;
        }
        Arguments arguments;
        try {
            arguments = Arguments.of(List.of(words), root.resolve("bench/target"));
        } catch (IllegalArgumentException unusable) {
            System.err.println("bench: " + unusable.getMessage());
            System.exit(USAGE);
            return;
        }
        Subject subject = switch (arguments.what()) {
            case ENTRIES -> new EntriesBench(root, arguments.rounds(), arguments.sockets());
            case RUNTIME -> new RuntimeBench(root, arguments.rounds(), arguments.ports());
            case DAEMON -> new DaemonBench(root, arguments.rounds(), arguments.ports(), arguments.holders());
            case TESTS -> new TestsBench(root, arguments.rounds(), arguments.ports());
            case BIND -> new BindBench(root, arguments.rounds());
            case DURABLE -> new DurableBench(root, arguments.rounds(), arguments.others());
        };
        System.exit(measure(subject, arguments) ? 0 : FAILED);
    }

    private static boolean measure(Subject subject, Arguments arguments) throws IOException {
        Map<String, String> machine = machine(subject);
        Series series = new Series(System::nanoTime, Main::progress);
        subject.measure(series);
        machine.put("load before and after", machine.get("load before and after") + ", " + Machine.load());
        machine.put(
                "rounds",
                arguments.rounds().measured() + ", after a warm-up of "
                        + arguments.rounds().warmUpNanos() / 1_000_000_000 + " s");
        Report report = new Report(
                subject.title(),
                machine,
                subject.scale(),
                series.standings(),
                series.failures(),
                subject.reaches(),
                subject.notes());
        Files.writeString(arguments.out(), report.markdown());
        System.out.println(report.markdown());
        System.err.println("bench: written to " + arguments.out());
        return series.failures().isEmpty();
    }

    private static void together(Path out, List<String> files) throws IOException {
        List<String> reports = new ArrayList<>();
        for (String file : files) {
            reports.add(Files.readString(Path.of(file)));
        }
        Together together = new Together(reports);
        Files.writeString(out, together.in(Files.exists(out) ? Files.readString(out) : ""));
        System.out.println(together.in(""));
        progress("written to " + out);
    }

    private static Map<String, String> machine(Subject subject) throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("date", Machine.date(InstantSource.system()));
        machine.put("Berth", System.getProperty("berth.commit", "unknown"));
        machine.put("machine", Machine.processor());
        machine.put("kernel", Machine.kernel());
        machine.put("Java", Machine.jdk());
        machine.putAll(subject.peers(Machine::firstLine));
        machine.put("load before and after", Machine.load());
        return machine;
    }

    private static void progress(String what) {
        System.err.println("bench: " + what);
    }
}
