package dev.berth.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryTimer;
import dev.berth.api.IpAddress;
import dev.berth.api.Protocol;
import dev.berth.api.TcpInfo;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets in every state of TCP: listed with all their fields, found by their ends, destroyed. */
@InWalls
@NeedsKernel(KernelAbility.IPV6)
class EntryStatesPrivilegedTest {
    private static final String KINDS = "TCP.*";
    private static final Set<TcpStage> FINDABLE = EnumSet.complementOf(EnumSet.of(TcpStage.BOUND));

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = KINDS)
    void everyStateIsListedAndFound(SocketKind kind, Walls walls) throws IOException {
        Found found = new Found(walls);
        for (TcpStage stage : FINDABLE) {
            TcpStage.Scene scene = scene(found, walls, kind);
            Entry entry = listed(stage, scene);
            assertThat(found.find(entry.key()))
                    .as("%s", stage)
                    .map(Entry::cookie)
                    .contains(entry.cookie());
            assertThat(found.findByEnds(entry))
                    .as("%s", stage)
                    .map(Entry::state)
                    .contains(stage.state());
            assertThat(found.findByEnds(entry))
                    .as("%s", stage)
                    .map(Entry::cookie)
                    .contains(entry.cookie());
            scene.actor().close();
        }
    }

    /** No lookup of the kernel knows those, and none can be destroyed. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = KINDS)
    @NeedsKernel(KernelAbility.BOUND_SOCKETS)
    void whatIsBoundAndNothingMoreIsListedAndCannotBeDestroyed(SocketKind kind, Walls walls) throws IOException {
        Found found = new Found(walls);
        Entry entry = listed(TcpStage.BOUND, scene(found, walls, kind));
        refused(found, entry);
        assertThat(found.between(Protocol.TCP, entry.local().port(), 0)).hasSize(1);
    }

    private static Entry listed(TcpStage stage, TcpStage.Scene scene) throws IOException {
        Entry entry = stage.entry(scene);
        assertThat(entry.state()).isEqualTo(stage.state());
        assertThat(entry.cookie()).as("%s", stage).isNotZero();
        assertThat(entry.inode() != 0).as("%s has a process", stage).isEqualTo(stage.isHeld());
        assertThat(entry.uid()).isEqualTo(stage.isHeld() ? 54_321 : entry.uid());
        assertThat(entry.info().isPresent()).as("%s is measured", stage).isEqualTo(stage.isMeasured());
        timer(stage, entry.timer());
        return entry;
    }

    private static void timer(TcpStage stage, EntryTimer timer) {
        switch (stage) {
            case TIME_WAIT, FIN_WAIT_2_OF_NOBODY -> {
                assertThat(timer.kind()).isEqualTo(EntryTimer.Kind.TIME_WAIT);
                assertThat(timer.millis()).isBetween(1L, 60_000L);
            }
            case SYN_SENT, SYN_RECV -> assertThat(timer.kind()).isEqualTo(EntryTimer.Kind.RETRANSMIT);
            case ESTABLISHED, LISTEN, BOUND -> assertThat(timer).isEqualTo(EntryTimer.NONE);
            default -> assertThat(timer.millis()).isNotNegative();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = KINDS)
    void everyStateButBoundCanBeDestroyed(SocketKind kind, Walls walls) throws IOException {
        Found found = new Found(walls);
        for (TcpStage stage : FINDABLE) {
            TcpStage.Scene scene = scene(found, walls, kind);
            Entry entry = stage.entry(scene);
            found.destroy(entry);
            Eventually.when(
                    stage + " is gone",
                    () -> found.all(Protocol.TCP).stream()
                            .noneMatch(other -> other.cookie() == entry.cookie() && other.state() == stage.state()));
            assertThat(found.find(entry.key())).as("%s", stage).isEmpty();
            refused(found, entry);
            scene.actor().close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TcpStage.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BOUND"})
    void aWrongCookieDestroysNothing(TcpStage stage, Walls walls) throws IOException {
        Found found = new Found(walls);
        Entry entry = stage.entry(scene(found, walls, SocketKind.TCP4));
        refused(found, renumbered(entry));
        assertThat(found.find(renumbered(entry).key())).isEmpty();
        assertThat(found.find(entry.key())).map(Entry::state).contains(stage.state());
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "::ffff:127.0.0.1, ::ffff:127.0.0.1", "127.0.0.1, ::ffff:127.0.0.1"})
    void anIpv4ConnectionOfAnIpv6SocketIsFoundByEitherFormOfItsAddresses(String local, String remote, Walls walls)
            throws IOException {
        Found found = new Found(walls);
        Entry entry = TcpStage.ESTABLISHED.entry(scene(found, walls, SocketKind.TCP_DUAL));
        assertThat(entry.local().address()).hasToString("::ffff:127.0.0.1");
        Endpoint here = new Endpoint(IpAddress.parse(local), entry.local().port());
        Endpoint there = new Endpoint(IpAddress.parse(remote), entry.remote().port());
        assertThat(found.find(EntryKey.tcp(here, there))).map(Entry::cookie).contains(entry.cookie());
        assertThat(found.find(EntryKey.tcp(there, here)))
                .map(other -> other.local().address().toString())
                .contains("127.0.0.1");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = KINDS)
    void aListenerIsNotFoundForAConnection(SocketKind kind, Walls walls) throws IOException {
        Found found = new Found(walls);
        TcpStage.Scene scene = scene(found, walls, kind);
        Entry listener = TcpStage.LISTEN.entry(scene);
        Endpoint here =
                new Endpoint(IpAddress.parse(scene.address()), listener.local().port());
        for (int port : new int[] {0, 9}) {
            Endpoint there = new Endpoint(IpAddress.parse(scene.address()), port);
            assertThat(found.find(EntryKey.tcp(here, there))).isEmpty();
            assertThat(found.find(EntryKey.tcp(listener.local(), there))).isEmpty();
            EntryKey known = new EntryKey(Protocol.TCP, here, there, 0, OptionalLong.of(listener.cookie()));
            assertThat(found.find(known)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MPTCP4", "MPTCP6"})
    @NeedsKernel(KernelAbility.MPTCP)
    void onePathOfMptcpSaysSo(SocketKind kind, Walls walls) throws IOException {
        Found found = new Found(walls);
        TcpStage.Scene scene = scene(found, walls, kind);
        for (TcpStage stage : new TcpStage[] {TcpStage.ESTABLISHED, TcpStage.LISTEN}) {
            Entry entry = stage.entry(scene);
            assertThat(entry.info().flatMap(TcpInfo::upperLayer)).contains("mptcp");
            assertThat(found.find(entry.key()).flatMap(Entry::info).flatMap(TcpInfo::upperLayer))
                    .contains("mptcp");
        }
        Entry plain = TcpStage.ESTABLISHED.entry(scene(found, walls, SocketKind.TCP4));
        assertThat(plain.info().orElseThrow().upperLayer()).isEqualTo(Optional.empty());
    }

    private static TcpStage.Scene scene(Found found, Walls walls, SocketKind kind) throws IOException {
        return new TcpStage.Scene(found, walls.actor().as(54_321, 54_321).start(), kind);
    }

    private static void refused(Found found, Entry entry) {
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> found.destroy(entry))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT));
    }

    private static Entry renumbered(Entry entry) {
        return new Entry(
                entry.protocol(),
                entry.state(),
                entry.local(),
                entry.remote(),
                entry.uid(),
                entry.inode(),
                entry.cookie() + 1,
                entry.receiveQueue(),
                entry.sendQueue(),
                entry.interfaceIndex(),
                entry.timer(),
                entry.info(),
                entry.owners());
    }
}
