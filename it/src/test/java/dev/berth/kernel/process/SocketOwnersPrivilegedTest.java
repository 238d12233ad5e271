package dev.berth.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.kernel.ProcessTable.SocketOwners;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.ControlGroup;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever has a socket open is found, by either way, and nobody else. */
@InWalls
@NeedsKernel(KernelAbility.MPTCP)
class SocketOwnersPrivilegedTest {
    private static final Pattern INODE = Pattern.compile("ino:(\\d+)");
    private static final Pattern PID = Pattern.compile("pid=(\\d+)");
    private static final int LASTING = 1_000;
    private static final int LOOKS = 5;
    /** Threads with descriptors of their own, which ss looks past. */
    private static final Set<String> HIDDEN_FROM_SS = Set.of("of-a-thread", "left-by-its-leader");

    @ParameterizedTest
    @EnumSource
    void howeverASocketIsHeldItsProcessesAreFound(Owned way, Walls walls) throws IOException {
        List<Holders.Socket> sockets = Holders.start(walls, "holders.py").sockets();
        assertThat(sockets).hasSize(11);
        Sighting sighting = way.sighting();
        for (Holders.Socket socket : sockets) {
            assertThat(sighting.sockets().processes(socket.inode()))
                    .as(socket.name())
                    .containsExactly(
                            socket.pids().stream().mapToInt(Integer::intValue).toArray());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theyAreThoseThatSsNames(Owned way, Walls walls) throws IOException {
        List<Holders.Socket> sockets = Holders.start(walls, "holders.py").sockets();
        SocketOwners owners = way.table().socketOwners();
        Map<Long, Set<Integer>> ss = ss(walls, "-Htanpe");
        int compared = 0;
        for (Holders.Socket socket : sockets) {
            if (ss.containsKey(socket.inode()) && !HIDDEN_FROM_SS.contains(socket.name())) {
                compared++;
                assertThat(ss.get(socket.inode()))
                        .as(socket.name())
                        .containsExactlyElementsOf(Owned.pids(owners.of(socket.inode())));
            }
        }
        assertThat(compared).isEqualTo(9);
    }

    @Test
    void whatLastsIsFoundWhileOthersComeAndGo(Walls walls) throws IOException {
        List<Holders.Socket> lasting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lasting.addAll(
                    Holders.start(walls, "churn.py", Integer.toString(LASTING)).sockets());
        }
        assertThat(lasting).hasSize(3 * LASTING);
        Map<Long, List<Integer>> expected =
                lasting.stream().collect(Collectors.toMap(Holders.Socket::inode, Holders.Socket::pids));
        for (int look = 0; look < LOOKS; look++) {
            for (Owned way : Owned.values()) {
                SocketOwners owners = way.table().socketOwners();
                Map<Long, List<Integer>> found = new HashMap<>();
                expected.keySet().forEach(inode -> found.put(inode, Owned.pids(owners.of(inode))));
                assertThat(found).as("%s, look %d", way, look).isEqualTo(expected);
            }
        }
        Map<Long, Set<Integer>> ss = new HashMap<>();
        // Where others come and go, one look of ss may pass over some that last.
        Eventually.when("ss has listed them all", () -> {
            ss.putAll(ss(walls, "-Htuanpe"));
            return ss.keySet().containsAll(expected.keySet());
        });
        expected.forEach((inode, pids) -> assertThat(ss.get(inode)).containsExactlyElementsOf(pids));
    }

    @ParameterizedTest
    @EnumSource
    void aProcessIsDescribed(Owned way, Walls walls) throws IOException {
        ControlGroup service = walls.cgroup().child("web.service").make();
        ControlGroup worker = service.child("worker").make();
        Actor actor = walls.actor().in(worker).as(54_321, 54_321).start();
        Actor root = walls.actor().in(walls.cgroup()).start();
        ActorSocket socket = actor.socket(SocketKind.UDP4);
        ActorSocket ofRoot = root.socket(SocketKind.TCP6);
        SocketOwners owners = way.table().socketOwners();
        assertThat(owners.of(Owned.inode(socket)))
                .isEqualTo(new Owners.Known(List.of(new OwnerProcess(
                        actor.pid(),
                        command(actor),
                        "54321",
                        54_321,
                        walls.cgroup().path() + "/web.service/worker",
                        Optional.of("web.service")))));
        assertThat(owners.of(Owned.inode(ofRoot)))
                .isEqualTo(new Owners.Known(List.of(new OwnerProcess(
                        root.pid(), command(root), "root", 0, walls.cgroup().path(), Optional.empty()))));
    }

    @ParameterizedTest
    @EnumSource
    void theUserIsTheEffectiveOne(Owned way, Walls walls) throws IOException {
        Actor actor = walls.actor().start();
        ActorSocket socket = actor.socket(SocketKind.TCP4);
        long inode = Owned.inode(socket);
        actor.setUsers(0, 54_321, 0).orElseThrow();
        assertThat(way.table().socketOwners().of(inode))
                .isInstanceOfSatisfying(
                        Owners.Known.class,
                        known -> assertThat(known.processes())
                                .extracting(OwnerProcess::uid)
                                .containsExactly(54_321L));
    }

    @ParameterizedTest
    @EnumSource
    void whoEndsMeanwhileIsLeftOut(Owned way, Walls walls) throws IOException {
        Actor actor = walls.actor().start();
        long alone = Owned.inode(actor.socket(SocketKind.TCP4));
        Actor other = walls.actor().start();
        long shared = Owned.inode(other.socket(SocketKind.TCP4));
        int child = other.fork();
        SocketOwners owners = way.table().socketOwners();
        boolean whole = way.sighting().whole();
        actor.close();
        other.close();
        Eventually.when("the child is gone", () -> !Files.exists(Path.of("/proc", Integer.toString(child))));
        assertThat(owners.of(alone)).isEqualTo(whole ? Owners.NOBODY : Owners.UNKNOWN);
        assertThat(owners.of(shared)).isEqualTo(whole ? Owners.NOBODY : Owners.UNKNOWN);
    }

    @Test
    void theIteratorLooksIntoEveryProcess() throws IOException {
        assertThat(Owned.BY_ITERATOR.sighting().whole()).isTrue();
    }

    @Test
    void theIteratorIsLoadedOnce() throws IOException {
        Owned.BY_ITERATOR.sighting();
        List<String> loaded = iterators();
        Owned.BY_ITERATOR.sighting();
        assertThat(loaded).hasSize(1);
        assertThat(iterators()).isEqualTo(loaded);
    }

    /** What the kernel says of the iterators that this process has open. */
    private static List<String> iterators() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fdinfo"))) {
            for (Path descriptor : all) {
                String said = said(descriptor);
                if (said.contains("target_name:\ttask_file")) {
                    found.add(said);
                }
            }
        }
        return found;
    }

    private static String said(Path descriptor) throws IOException {
        try {
            return Files.readString(descriptor);
        } catch (NoSuchFileException closed) { // while it was looked at, as is the one that looks
            return "";
        }
    }

    private static String command(Actor actor) throws IOException {
        return Files.readString(Path.of("/proc", Integer.toString(actor.pid()), "comm"))
                .strip();
    }

    /** The processes of each socket that ss lists, by inode. */
    private static Map<Long, Set<Integer>> ss(Walls walls, String options) throws IOException {
        Map<Long, Set<Integer>> processes = new HashMap<>();
        for (String line : walls.program("ss", options).expect(0).out().lines().toList()) {
            Set<Integer> pids = numbers(PID, line).map(Long::intValue).collect(Collectors.toCollection(TreeSet::new));
            numbers(INODE, line).forEach(inode -> processes.put(inode, pids));
        }
        return processes;
    }

    private static Stream<Long> numbers(Pattern pattern, String line) {
        return pattern.matcher(line).results().map(match -> Long.valueOf(match.group(1)));
    }
}
