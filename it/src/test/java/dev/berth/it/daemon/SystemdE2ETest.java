package dev.berth.it.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.varlink.JsonObject;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The units, as systemd carries them out: with everything that they take away from berthd. */
@InWalls
class SystemdE2ETest {
    private static final Path SOCKET = Path.of("/run/berth/berth.sock");

    @Test
    @DisplayName(
            "The first to ask starts berthd, hardened; killed it comes back with what was acquired, stopped it goes")
    void units(Walls walls) throws IOException {
        ServiceManager systemd = ServiceManager.start(walls);
        systemd.control("start", "berthd.socket").expect(0);
        assertThat(systemd.property("berthd.service", "ActiveState")).isEqualTo("inactive");

        PythonClient alice = PythonClient.start(walls, systemd.program(OrdinaryUser.ALICE.prefix()), SOCKET);
        assertThat(alice.order("acquire_many", 2).requiredNumber("got", 0, 2)).isEqualTo(2);
        Eventually.when(
                "berthd is ready",
                () -> systemd.property("berthd.service", "ActiveState").equals("active"));
        hardened(mainProcess(systemd));
        administered(walls, systemd);

        String before = mainProcess(systemd);
        ProcessHandle.of(Long.parseLong(before)).orElseThrow().destroyForcibly();
        Eventually.when(
                "berthd is back",
                () -> !mainProcess(systemd).equals(before)
                        && systemd.property("berthd.service", "ActiveState").equals("active"));
        alice.order("release_all"); // what it acquired before

        systemd.control("stop", "berthd.socket", "berthd.service").expect(0);
        assertThat(systemd.property("berthd.service", "Result")).isEqualTo("success");
        systemd.program("test", "!", "-e", SOCKET.toString()).expect(0);
    }

    /** Ports below 1024 can be reserved, and who holds one is named. */
    private static void administered(Walls walls, ServiceManager systemd) throws IOException {
        PythonClient root = PythonClient.start(walls, systemd.program(), SOCKET);
        String holder = "import socket, time; s = socket.socket(); s.bind(('', 81)); print('bound', flush=True); "
                + "time.sleep(1000)";
        Process process = systemd.program("/usr/bin/python3", "-c", holder).start();
        walls.closeLater(process::destroyForcibly);
        assertThat(process.inputReader().readLine()).isEqualTo("bound");
        for (String lowPorts : List.of("privileged", "free-for-consumers")) {
            JsonObject created = root.order("say", create(80, lowPorts));
            assertThat(created.requiredText("came")).as(created.toString()).isEqualTo("ok");
            root.order("say", "Delete {\"protocol\":\"tcp\",\"start\":80,\"count\":1}");
        }
        assertThat(root.order("say", create(81, "privileged")).requiredText("message"))
                .contains("pid " + process.pid());
    }

    private static String create(int port, String lowPorts) {
        return "Create {\"protocol\":\"tcp\",\"start\":%d,\"count\":1,\"lowPorts\":\"%s\"}".formatted(port, lowPorts);
    }

    private static void hardened(String pid) throws IOException {
        assertThat(Files.readString(Path.of("/proc", pid, "status")))
                // KILL, NET_BIND_SERVICE, NET_ADMIN, SYS_PTRACE, PERFMON and BPF.
                .contains("CapBnd:\t000000c000081420\n", "CapEff:\t000000c000081420\n")
                .contains("NoNewPrivs:\t1\n", "Seccomp:\t2\n");
    }

    private static String mainProcess(ServiceManager systemd) throws IOException {
        return systemd.property("berthd.service", "MainPID");
    }
}
