package dev.berth.it.daemon;

import dev.berth.testkit.ControlGroup;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** systemd within walls, with the units of this checkout and nobody else's. Ends with the walls at the latest. */
final class ServiceManager {
    static final Path PROGRAM = Path.of("/lib/systemd/systemd");

    private static final Path ROOT = Path.of(System.getProperty("berth.root"));

    private final Walls walls;
    private final Process process;

    private ServiceManager(Walls walls, Process process) {
        this.walls = walls;
        this.process = process;
    }

    /** Starts it; the units' services find everything where this machine's would, in places of their own. */
    static ServiceManager start(Walls walls) throws IOException {
        Path units = Files.createDirectory(walls.directory().resolve("units"));
        for (String name : List.of("berthd.service", "berthd.socket")) {
            Files.copy(ROOT.resolve("packaging/systemd").resolve(name), units.resolve(name));
        }
        Files.writeString(
                Files.createDirectory(units.resolve("berthd.service.d")).resolve("walls.conf"),
                """
                [Service]
                ExecStart=
                ExecStart=/run/home/berth serve
                Environment=BERTH_STORE=/run/store BERTH_BPFFS=/run/bpf/berth
                Environment=BERTH_CGROUP=/sys/fs/cgroup%s
                ReadWritePaths=/run/store /run/bpf
                """.formatted(walls.cgroup().path()));
        String hierarchy = ControlGroup.hierarchy().toString();
        Process process = walls.program("unshare", "--mount", "sh", "-c", script(), "-")
                .and(ROOT.toString(), units.toString(), hierarchy)
                .start();
        walls.closeLater(process::destroyForcibly);
        ServiceManager manager = new ServiceManager(walls, process);
        Eventually.when("systemd answers", () -> manager.isRunning());
        return manager;
    }

    /** A command to start where it lives: in its mount namespace. */
    Program program(String... command) {
        return walls.program("nsenter", "--mount=/proc/" + process.pid() + "/ns/mnt")
                .and(command);
    }

    /** {@code systemctl}. */
    Program control(String... words) {
        return program("env", "XDG_RUNTIME_DIR=/run/manager", "systemctl", "--user")
                .and(words);
    }

    /** A property of a unit. */
    String property(String unit, String name) throws IOException {
        return control("show", "--value", "-p", name, unit).expect(0).out().strip();
    }

    private boolean isRunning() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(
                    "systemd ended: " + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return control("is-active", "berthd.socket").run().out().equals("inactive\n");
    }

    private static String script() throws IOException {
        try (InputStream script = Objects.requireNonNull(ServiceManager.class.getResourceAsStream("systemd.sh"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
