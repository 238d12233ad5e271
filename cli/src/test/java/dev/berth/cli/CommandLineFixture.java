package dev.berth.cli;

import dev.berth.api.Ports;
import dev.berth.kernel.Checkup;
import dev.berth.kernel.Checkup.Finding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line on a machine that is not there; times are two hours ahead of UTC. */
final class CommandLineFixture {
    final FakePorts ports = new FakePorts();
    final List<Finding> findings = new ArrayList<>();
    final List<Places> places = new ArrayList<>();
    private final Map<String, String> environment;

    CommandLineFixture() {
        this(Map.of());
    }

    CommandLineFixture(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What a run said, and how it ended. */
    record Run(Exit exit, String out, String err) {}

    /** Runs a command line, split at its blanks. */
    Run run(String line) {
        return run(line.isEmpty() ? new String[0] : line.split(" ", -1));
    }

    Run run(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(new PrintStream(out), new PrintStream(err));
        Exit exit = berth(console).run(words);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Berth berth(Console console) {
        return new Berth(machine(), environment, new LocalTimes(() -> ZoneOffset.ofHours(2)), console);
    }

    private Machine machine() {
        return new Machine() {
            @Override
            public Ports ports(Places where) {
                places.add(where);
                return ports;
            }

            @Override
            public Checkup checkup(Places where) {
                places.add(where);
                return () -> findings;
            }
        };
    }
}
