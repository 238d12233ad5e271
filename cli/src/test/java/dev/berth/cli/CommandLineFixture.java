package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Entries;
import dev.berth.api.EntryFilter.ServicePorts;
import dev.berth.api.Outcome;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.client.ClientPorts;
import dev.berth.client.Watching;
import dev.berth.daemon.CannotServeException;
import dev.berth.daemon.Log;
import dev.berth.kernel.Checkup;
import dev.berth.kernel.Checkup.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The command line on a machine that is not there; times are two hours ahead of UTC. */
final class CommandLineFixture {
    final FakePorts ports = new FakePorts();
    final FakeEntries entries = new FakeEntries();
    final FakePace pace = new FakePace();
    final FakeBerthd berthd = new FakeBerthd();
    OptionalInt columns = OptionalInt.empty();
    final List<Finding> findings = new ArrayList<>();
    final List<Places> places = new ArrayList<>();
    final List<String> became = new ArrayList<>();
    final List<String> served = new ArrayList<>();
    boolean asksBerthd;
    Optional<IOException> cannotBecome = Optional.empty();
    Optional<CannotServeException> cannotServe = Optional.empty();
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
        var console = new Console(new PrintStream(out), new PrintStream(err), () -> true);
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
            public boolean asksBerthd(Places where) {
                return asksBerthd;
            }

            @Override
            public ClientPorts berthd(Places where) {
                places.add(where);
                return new ClientPorts(where.socket(), berthd);
            }

            @Override
            public Outcome<Long> watch(Places where, Watching.Watcher watcher, Log tell) {
                try (Watching watching = berthd(where).watching(watcher)) {
                    return watching.run();
                }
            }

            @Override
            public Entries entries(Places where, Ports asked) {
                assertThat(asked).isSameAs(ports);
                return entries;
            }

            @Override
            public ServicePorts services(Protocol protocol) {
                return name -> name.equals("web") ? OptionalInt.of(8080) : OptionalInt.empty();
            }

            @Override
            public String interfaceName(int index) {
                return index == 1 ? "lo" : Integer.toString(index);
            }

            @Override
            public OptionalInt columns() {
                return columns;
            }

            @Override
            public Pace pace() {
                return pace;
            }

            @Override
            public void become(List<String> command, Map<String, String> variables) throws IOException {
                if (cannotBecome.isPresent()) {
                    throw cannotBecome.get();
                }
                became.add(command + " " + variables);
            }

            @Override
            public void serve(Places where, Optional<Path> policy, List<String> portservers, Log tell)
                    throws CannotServeException {
                places.add(where);
                served.add(policy + " " + portservers);
                tell.say("serving");
                if (cannotServe.isPresent()) {
                    throw cannotServe.get();
                }
            }

            @Override
            public Checkup checkup(Places where) {
                places.add(where);
                return () -> findings;
            }
        };
    }
}
