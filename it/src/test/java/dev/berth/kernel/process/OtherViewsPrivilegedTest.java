package dev.berth.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Owners;
import dev.berth.it.walls.JavaProgram;
import dev.berth.kernel.Life;
import dev.berth.kernel.ProcessTable;
import dev.berth.kernel.ProcessTable.SocketOwners;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.LinuxAccounts;
import dev.berth.kernel.unix.Sockets;
import dev.berth.testkit.Actor;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process sees depends on who it is and where it lives; what it cannot know it does not claim. */
@InWalls
class OtherViewsPrivilegedTest {
    /** Starts a program with a socket in its environment that it has not inherited but its parent has open. */
    private static final String PARENT = """
            import os, socket, subprocess, sys
            held = socket.socket()
            held.bind(("127.0.0.1", 0))
            middle = subprocess.Popen(["sh", "-c", '"$@"; exit $?', "sh"] + sys.argv[1:] + [str(os.fstat(held.fileno()).st_ino)])
            sys.exit(middle.wait())
            """;
    /** Starts a program as an ordinary user, for whom /proc has nobody else; its name says how. */
    private static final String HIDING = "mount -t proc -o hidepid=$0 proc /proc"
            + " && exec setpriv --reuid=54321 --regid=54321 --clear-groups \"$@\"";

    /** KILL, NET_BIND_SERVICE, NET_ADMIN, SYS_PTRACE, PERFMON and BPF, by their numbers, which every setpriv knows. */
    private static final String BERTHD = "-all,+cap_5,+cap_10,+cap_12,+cap_19,+cap_38,+cap_39";

    @Test
    void anOrdinaryUserSeesItsOwn(Walls walls) throws IOException {
        assertThat(looking(walls, "setpriv", "--reuid=54321", "--regid=54321", "--clear-groups"))
                .contains("mine: true")
                .contains("another's: Unknown[]")
                .contains("nobody's: Nobody[]");
    }

    @Test
    void rootWithoutCapabilitiesSeesItsOwn(Walls walls) throws IOException {
        assertThat(looking(walls, "setpriv", "--bounding-set=-all", "--inh-caps=-all"))
                .contains("mine: true")
                .contains("nobody's: Nobody[]");
    }

    @Test
    void aProcessInAPidNamespaceOfItsOwnSeesThatByItsOwnNumbers(Walls walls) throws IOException {
        assertThat(looking(walls, "unshare", "--pid", "--fork", "--mount-proc", "--kill-child"))
                .contains("pid: 1\n")
                .contains("mine: true")
                .contains("another's: Unknown[]")
                .contains("nobody's: Nobody[]");
    }

    /** Were it not so, who is no root would take the reservations of everybody else for void. */
    @Test
    void aProcessThatProcHidesLivesUntilItEnds(Walls walls) throws IOException {
        for (String hidepid : List.of("1", "2")) {
            assertThat(JavaProgram.of(walls, Living.class, "unshare", "--mount", "sh", "-c", HIDING, hidepid)
                            .and(Integer.toString(walls.actor().start().pid()))
                            .expect(0)
                            .out())
                    .isEqualTo("shown: false\nlives: true\nfound: false\ngroups: unknown\n");
        }
    }

    @Test
    void socketsOfAncestorsAreFoundAndThoseOfNeighborsAreNot(Walls walls) throws IOException {
        Actor neighbor = walls.actor().start();
        long other = Owned.inode(neighbor.socket(SocketKind.TCP4));
        assertThat(JavaProgram.of(walls, Descending.class, "python3", "-c", PARENT)
                        .and(Long.toString(other))
                        .expect(0)
                        .out())
                .isEqualTo("neighbor's: false\nancestor's: true\n");
    }

    @Test
    void whatBerthdsUnitLeavesSufficesForTheSocketsOfOthersAndForTheirEnd(Walls walls) throws IOException {
        Actor other = walls.actor().as(54321, 54321).start();
        long socket = Owned.inode(other.socket(SocketKind.TCP4));
        assertThat(JavaProgram.of(walls, Ending.class, "setpriv", "--bounding-set=" + BERTHD, "--inh-caps=-all")
                        .and(Integer.toString(other.pid()))
                        .and(Long.toString(socket))
                        .expect(0)
                        .out())
                .isEqualTo("seen: true\nended: true\n");
    }

    private static String looking(Walls walls, String... prefix) throws IOException {
        long another = Owned.inode(walls.actor().start().socket(SocketKind.TCP4));
        return JavaProgram.of(walls, Looking.class, prefix)
                .and(Long.toString(another))
                .expect(0)
                .out();
    }

    /** A process that looks for its own socket and one of another. */
    static final class Looking {
        private Looking() {}

        public static void main(String... another) throws IOException {
            try (Fd socket = Sockets.socket(Sockets.AF_INET, Sockets.SOCK_STREAM, 0, "tcp")) {
                SocketOwners owners = new LinuxProcessTable(new LinuxAccounts()).socketOwners();
                Path descriptor = Path.of("/proc/self/fd", Integer.toString(socket.number()));
                Owners mine = owners.of((Long) Files.getAttribute(descriptor, "unix:ino"));
                int pid = (int) ProcessHandle.current().pid();
                System.out.println("pid: " + pid);
                System.out.println("mine: " + Owned.pids(mine).equals(List.of(pid)));
                System.out.println("another's: " + owners.of(Long.parseLong(another[0])));
                System.out.println("nobody's: " + owners.of(0));
            }
        }
    }

    /** A process that looks for the socket of another one, and ends that. */
    static final class Ending {
        private Ending() {}

        public static void main(String... words) throws IOException {
            int pid = Integer.parseInt(words[0]);
            long socket = Long.parseLong(words[1]);
            ProcessTable table = new LinuxProcessTable(new LinuxAccounts());
            System.out.println("seen: " + table.ancestralSockets(pid).contains(socket));
            System.out.println("ended: " + table.terminate(pid, socket, 10_000));
        }
    }

    /** A process that tells which of two sockets its ancestors have. */
    static final class Descending {
        private Descending() {}

        public static void main(String... inodes) throws IOException {
            ProcessTable table = new LinuxProcessTable(new LinuxAccounts());
            var sockets = table.ancestralSockets();
            System.out.println("neighbor's: " + sockets.contains(Long.valueOf(inodes[0])));
            System.out.println("ancestor's: " + sockets.contains(Long.valueOf(inodes[1])));
        }
    }

    /** A process that asks for another, by its number. */
    static final class Living {
        private Living() {}

        public static void main(String... another) throws IOException {
            int pid = Integer.parseInt(another[0]);
            ProcessTable table = new LinuxProcessTable(new LinuxAccounts());
            Life life = new Life(pid, 1);
            System.out.println("shown: " + Files.exists(Path.of("/proc", another[0], "stat")));
            System.out.println("lives: " + table.isAlive(life));
            System.out.println("found: " + table.find(life).isPresent());
            try {
                System.out.println("groups: " + table.groups(pid));
            } catch (IOException hidden) {
                System.out.println("groups: unknown");
            }
        }
    }
}
