package dev.berth.cli;

import dev.berth.api.Code;
import dev.berth.api.Entries;
import dev.berth.api.EntryFilter.ServicePorts;
import dev.berth.api.Event;
import dev.berth.api.Outcome;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.client.ClientPorts;
import dev.berth.client.Watching;
import dev.berth.daemon.Berthd;
import dev.berth.daemon.CannotServeException;
import dev.berth.daemon.Log;
import dev.berth.daemon.Lookout;
import dev.berth.daemon.Settings;
import dev.berth.engine.EngineEntries;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.Checkup;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.linux.LinuxKernel;
import dev.berth.kernel.unix.ServicesFile;
import dev.berth.kernel.unix.Terminal;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The machine this runs on. */
final class ThisMachine implements Machine {
    /** A change takes milliseconds: whoever holds the lock for longer is stuck, and should be named. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

    @Override
    public Ports ports(Places places) {
        Kernel kernel = kernel(places);
        return asksBerthd(kernel, places)
                ? berthd(places)
                : new EnginePorts(kernel, places.store(), InstantSource.system(), LOCK_PATIENCE, places.range());
    }

    @Override
    public boolean asksBerthd(Places places) {
        return asksBerthd(kernel(places), places);
    }

    @Override
    public ClientPorts berthd(Places places) {
        return new ClientPorts(places.socket());
    }

    @Override
    public Entries entries(Places places, Ports ports) {
        return new EngineEntries(kernel(places), ports);
    }

    @Override
    public ServicePorts services(Protocol protocol) {
        return ServicesFile.of(protocol);
    }

    @Override
    public String interfaceName(int index) {
        try {
            NetworkInterface found = NetworkInterface.getByIndex(index);
            return found == null ? Integer.toString(index) : found.getName();
        } catch (SocketException unknown) {
            return Integer.toString(index);
        }
    }

    @Override
    public OptionalInt columns() {
        return Terminal.columns(Terminal.STDOUT_FILENO);
    }

    @Override
    public Pace pace() {
        return Pace.SYSTEM;
    }

    @Override
    public Checkup checkup(Places places) {
        return kernel(places).checkup();
    }

    @Override
    public void become(List<String> command, Map<String, String> variables) throws IOException {
        Handover.to(command.size(), variables);
    }

    @Override
    public void serve(Places places, Optional<Path> policy, List<String> portservers, Log tell)
            throws CannotServeException {
        Settings settings = new Settings(
                kernel(places),
                places.store(),
                places.range(),
                places.socket(),
                policy,
                portservers,
                System.getenv(),
                VersionView.own().version());
        try (Termination ending = new Termination();
                Berthd berthd = Berthd.open(settings, tell)) {
            ending.stops(berthd::stop);
            berthd.run();
        }
    }

    @Override
    public Outcome<Long> watch(Places places, Watching.Watcher watcher, Log tell) {
        Kernel kernel = kernel(places);
        boolean needsBerthd = !isAdministrator(kernel);
        if (needsBerthd || Files.exists(places.socket())) {
            Attention attention = new Attention(watcher);
            try (ClientPorts berthd = berthd(places);
                    Watching watching = berthd.watching(attention)) {
                Outcome<Long> outcome = watching.run();
                // The socket of one that was killed is there still.
                if (needsBerthd || attention.begun || outcome.code() != Code.WSAENETDOWN) {
                    return outcome;
                }
            }
        }
        try (Lookout lookout = new Lookout(kernel, watcher::happened, tell)) {
            lookout.run();
            return Outcome.granted(0L);
        } catch (UnsupportedException cannot) {
            return Outcome.refused(Code.ERROR_NOT_SUPPORTED, "watch: " + cannot.getMessage());
        } catch (IOException failed) {
            return Outcome.refused(
                    Code.ERROR_IO_DEVICE, "watch: the guard cannot be looked at (" + failed.getMessage() + ")");
        }
    }

    /** Who watches, and whether berthd has begun to tell them. */
    private static final class Attention implements Watching.Watcher {
        private final Watching.Watcher watcher;
        private boolean begun;

        Attention(Watching.Watcher watcher) {
            this.watcher = watcher;
        }

        @Override
        public void begins() {
            begun = true;
            watcher.begins();
        }

        @Override
        public void happened(Event event) {
            watcher.happened(event);
        }
    }

    private static boolean asksBerthd(Kernel kernel, Places places) {
        return !isAdministrator(kernel) && Files.exists(places.socket());
    }

    private static boolean isAdministrator(Kernel kernel) {
        try {
            return kernel.missingCapabilities().isEmpty();
        } catch (IOException unknown) {
            return true; // the engine asks again, and says what is the matter
        }
    }

    private static Kernel kernel(Places places) {
        return new LinuxKernel(places.cgroup(), places.bpffs());
    }
}
