package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.it.walls.Everything;
import dev.berth.it.walls.Hidden;
import dev.berth.it.walls.InsidePorts;
import dev.berth.testkit.Actor;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A machine that lacks something: it is said what and what to do, and nothing is left of the attempt. */
@InWalls
class LackingMachineE2ETest {
    /** Root, as administrators of ports need to be and no more. */
    private static final String[] NO_SYSTEM_ADMINISTRATOR = {"setpriv", "--bounding-set=-sys_admin", "--inh-caps=-all"};

    @Test
    @DisplayName("No libbpf.so.1: 50 until it is there, for whoever loads the guard and for nobody else")
    void libbpf(Walls walls) throws IOException {
        String[] prefix = Hidden.LIBBPF.from(walls);
        refused(
                walls,
                Launcher.of(walls, prefix),
                "libbpf.so.1 is not on this machine; install it: the package libbpf1");
        doctor(Launcher.of(walls, prefix), "libbpf +no ", "libbpf: Install ");
        whole(walls);
        Launcher.of(walls, prefix).and("create", "tcp", "9090").expect(0);
        assertThat(walls.actor().start().bind(SocketKind.TCP4, 9090)).hasToString("EACCES");
    }

    @Test
    @DisplayName("No cgroup2: 50, whether a group was named or not")
    void cgroup2(Walls walls) throws IOException {
        Program named = Launcher.of(walls, Hidden.CGROUP2.from(walls));
        Program unnamed = Launcher.of(walls, Hidden.CGROUP2.from(walls, "env", "-u", "BERTH_CGROUP"));
        for (Program program : new Program[] {named, unnamed}) {
            refused(walls, program, "no cgroup2 hierarchy is mounted; mount it: mount -t cgroup2 ");
            doctor(program, "cgroup2 +no +not mounted", "cgroup2: Mount it: mount -t cgroup2 ");
        }
        whole(walls);
    }

    @Test
    @DisplayName("A --cgroup that is no group: 50, named")
    void noGroup(Walls walls) throws IOException {
        Path plain = Files.createDirectory(walls.directory().resolve("plain"));
        Path missing = walls.cgroup().child("missing").directory();
        for (Path group : new Path[] {plain, missing}) {
            Program program = Launcher.of(walls, Hidden.NOTHING.from(walls)).with("BERTH_CGROUP", group.toString());
            refused(walls, program, group + " is no group of the cgroup2 hierarchy on ", "--cgroup");
            doctor(program, "cgroup2 +no ", "cgroup2: Name a directory below the cgroup2 mount");
        }
        whole(walls);
    }

    @Test
    @DisplayName("No BPF file system, and no right to mount one: 50, until root of the machine has loaded the guard")
    void bpfFileSystem(Walls walls) throws IOException {
        String[] prefix = Hidden.NOTHING.from(walls, NO_SYSTEM_ADMINISTRATOR);
        refused(
                walls,
                Launcher.of(walls, prefix),
                "no BPF file system holds " + walls.bpffs() + " and none could be mounted (EPERM); run 'berth restore'",
                "CAP_SYS_ADMIN");
        doctor(Launcher.of(walls, prefix), "BPF file system +no +not mounted", "BPF file system: Run 'berth restore'");
        Launcher.of(walls).and("restore").expect(0);
        Launcher.of(walls, prefix).and("create", "tcp", "9090").expect(0);
        assertThat(walls.actor().start().bind(SocketKind.TCP4, 9090)).hasToString("EACCES");
        // The mount is not his to take away, and stays.
        Launcher.of(walls, prefix).and("disable").expect(0);
        assertThat(InsidePorts.links(walls)).isZero();
        Launcher.of(walls).and("restore").expect(0);
        whole(walls);
    }

    @Test
    @DisplayName("A BPF file system that somebody else mounted: an administrator needs no CAP_SYS_ADMIN")
    void noSystemAdministrator(Walls walls) throws IOException {
        Files.createDirectory(walls.bpffs());
        Program.of(
                        "mount",
                        "-t",
                        "bpf",
                        "-o",
                        "mode=0700",
                        "none",
                        walls.bpffs().toString())
                .expect(0);
        String[] prefix = Hidden.NOTHING.from(walls, NO_SYSTEM_ADMINISTRATOR);
        Launcher.of(walls, prefix).and("create", "tcp", "9090").expect(0);
        assertThat(walls.actor().start().bind(SocketKind.TCP4, 9090)).hasToString("EACCES");
        Program.Result doctor = Launcher.of(walls, prefix).and("doctor").expect(0);
        assertThat(doctor.out())
                .containsPattern("capabilities +limited .*CAP_SYS_ADMIN: cannot see a second guard")
                .contains("capabilities: Run ");
        Launcher.of(walls, prefix).and("disable", "--purge").expect(0);
        assertThat(InsidePorts.links(walls)).isZero();
    }

    @Test
    @DisplayName("A kernel that does not describe its types: 50")
    void btf(Walls walls) throws IOException {
        Program program = Launcher.of(walls, Hidden.BTF.from(walls));
        refused(
                walls,
                program,
                "/sys/kernel/btf/vmlinux is missing or empty; use a kernel with CONFIG_DEBUG_INFO_BTF=y");
        doctor(program, "kernel BTF +no ", "kernel BTF: Use a kernel with CONFIG_DEBUG_INFO_BTF=y");
        whole(walls);
    }

    /** Create answers 50 in one sentence, and everything is as it was. */
    private static void refused(Walls walls, Program program, String... words) throws IOException {
        boolean mounted = Files.exists(walls.bpffs());
        Program.Result result = program.and("create", "tcp", "8080").expect(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("berth: ERROR_NOT_SUPPORTED (50): create tcp 8080: ")
                .containsOnlyOnce("\n")
                .contains(words)
                .doesNotContain("Exception", "Taking it back");
        Everything left = Everything.of(walls);
        assertThat(left.files()).isEmpty();
        assertThat(left.entries()).isEmpty();
        assertThat(left.listed().isEmpty()).isTrue();
        assertThat(InsidePorts.links(walls)).isZero();
        assertThat(Files.exists(walls.bpffs())).isEqualTo(mounted);
        assertThat(walls.actor().start().bind(SocketKind.TCP4, 8080)).hasToString("ok");
    }

    private static void doctor(Program program, String row, String remedy) throws IOException {
        assertThat(program.and("doctor").expect(1).out())
                .containsPattern("(?m)^" + row)
                .contains("\n" + remedy);
    }

    /** With nothing hidden, create does it. */
    private static void whole(Walls walls) throws IOException {
        Actor stranger = walls.actor().start();
        Launcher.of(walls).and("create", "tcp", "8080").expect(0);
        assertThat(InsidePorts.links(walls)).isPositive();
        assertThat(stranger.bind(SocketKind.TCP4, 8080)).hasToString("EACCES");
    }
}
