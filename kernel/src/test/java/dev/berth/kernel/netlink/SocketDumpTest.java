package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.ScriptedWire.datagram;
import static dev.berth.kernel.netlink.ScriptedWire.end;
import static dev.berth.kernel.netlink.ScriptedWire.message;
import static dev.berth.kernel.netlink.Structs.listener;
import static dev.berth.kernel.netlink.Structs.receiver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.EntryFilter;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.PartialListingException;
import dev.berth.kernel.SocketQuery;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.MalformedException;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of dumps that the kernel does not bring to their end. */
class SocketDumpTest {
    private static final int TYPE = InetDiag.TCPDIAG_GETSOCK;
    private static final ScriptedWire.Step END = datagram(end(Netlink.NLMSG_DONE, 0));
    private static final SocketQuery ALL =
            new SocketQuery(Protocol.TCP, EnumSet.allOf(EntryState.class), EntryFilter.ALL, false);

    private static final SocketQuery UDP =
            new SocketQuery(Protocol.UDP, EnumSet.allOf(EntryState.class), EntryFilter.ALL, false);

    private final List<Integer> taken = new ArrayList<>();
    private final Deque<ScriptedWire> wires = new ArrayDeque<>();
    private final List<ScriptedWire> used = new ArrayList<>();

    @Test
    void tcpSocketsOfBothFamiliesAreListedByOneQuestion() throws IOException {
        wire(found(1, 2), found(3), END);
        list(ALL);
        assertThat(taken).containsExactly(1, 2, 3);
        assertThat(used).hasSize(1).allMatch(ScriptedWire::isClosed);
        assertThat(asked(0)).hasSize(60).startsWith(0, 0, 0, 0);
        assertThat(used.getFirst().sent().getFirst()[4]).isEqualTo((byte) TYPE);
    }

    @Test
    void udpSocketsAreListedFamilyByFamily() throws IOException {
        wire(datagram(message(InetDiag.SOCK_DIAG_BY_FAMILY, 0, receiver(1))), END);
        wire(datagram(message(InetDiag.SOCK_DIAG_BY_FAMILY, 0, receiver(2))), END);
        list(UDP);
        assertThat(taken).containsExactly(1, 2);
        assertThat(used).hasSize(2).allMatch(ScriptedWire::isClosed);
        assertThat(asked(0)[0]).isEqualTo((byte) Sockets.AF_INET);
        assertThat(asked(1)[0]).isEqualTo((byte) Sockets.AF_INET6);
    }

    @Test
    void whatIsAskedForIsThePoolTheStatesAndTheMeasures() throws IOException {
        wire(END);
        list(new SocketQuery(Protocol.TCP, EnumSet.of(EntryState.LISTEN, EntryState.BOUND), EntryFilter.ALL, true));
        assertThat(asked(0)).startsWith(0, 0, 0, 2);
        assertThat(number(0, 52)).isEqualTo(1 << 10 | 1 << 13);
        wire(END);
        wire(END);
        list(UDP);
        assertThat(asked(1)).hasSize(56).startsWith(Sockets.AF_INET, Sockets.IPPROTO_UDP, 0, 0);
        assertThat(number(1, 4)).isEqualTo(1 << 1 | 1 << 7);
    }

    @Test
    void statesThatThePoolHasNotAreNotAskedFor() throws IOException {
        list(new SocketQuery(Protocol.UDP, Set.of(EntryState.LISTEN), EntryFilter.ALL, false));
        list(new SocketQuery(Protocol.TCP, Set.of(EntryState.UNCONNECTED), EntryFilter.ALL, false));
        assertThat(used).isEmpty();
    }

    @Test
    void whatChangedBeforeAnythingWasHandedOutIsAskedForAgain() throws IOException {
        wire(interrupted());
        wire(lost());
        wire(found(1, 2), END);
        list(ALL);
        assertThat(taken).containsExactly(1, 2);
        assertThat(used).allMatch(ScriptedWire::isClosed);
    }

    @Test
    void aListingThatBreaksOffMidwayIsSaidNotToBeWhole() {
        for (ScriptedWire.Step broken : List.of(interrupted(), lost(), datagram(end(Netlink.NLMSG_DONE, -105)))) {
            wires.clear();
            wire(found(1), broken);
            assertThatExceptionOfType(PartialListingException.class)
                    .isThrownBy(() -> list(ALL))
                    .withMessageStartingWith("the listing of tcp sockets is not whole: ")
                    .withCauseInstanceOf(IOException.class);
            assertThat(wires).isEmpty();
        }
    }

    @Test
    void aSecondWalkIsTakenAnewAndWhereItFailsForGoodTheListingIsNotWhole() throws IOException {
        ScriptedWire.Step one = datagram(message(InetDiag.SOCK_DIAG_BY_FAMILY, 0, receiver(1)));
        wire(one, END);
        wire(lost());
        wire(datagram(message(InetDiag.SOCK_DIAG_BY_FAMILY, 0, receiver(2))), END);
        list(UDP);
        assertThat(taken).containsExactly(1, 2);

        byte[] cut = Arrays.copyOf(receiver(2), 40);
        for (ScriptedWire.Step broken : List.of(
                interrupted(),
                lost(),
                datagram(end(Netlink.NLMSG_ERROR, -22)),
                datagram(message(InetDiag.SOCK_DIAG_BY_FAMILY, 0, cut)))) {
            wires.clear();
            wire(one, END);
            for (int i = 0; i < 5; i++) {
                wire(broken);
            }
            assertThatExceptionOfType(PartialListingException.class)
                    .isThrownBy(() -> list(UDP))
                    .withMessageStartingWith("the listing of udp sockets is not whole: ");
        }
    }

    @Test
    void whatCannotBeReadMidwayLeavesTheListingNotWhole() {
        wire(found(1), datagram(message(TYPE, 0, Arrays.copyOf(listener(2), 40))));
        assertThatExceptionOfType(PartialListingException.class)
                .isThrownBy(() -> list(ALL))
                .withCauseInstanceOf(MalformedException.class);
        assertThat(taken).containsExactly(1);
    }

    @Test
    void patienceEnds() {
        for (ScriptedWire.Step broken : List.of(interrupted(), lost())) {
            used.clear();
            for (int i = 0; i < 10; i++) {
                wire(broken);
            }
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> list(ALL));
            assertThat(used).hasSize(5);
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void aCountBeginsAnewMidway() throws IOException {
        wire(found(1, 2), lost());
        wire(found(1, 2, 3), END);
        assertThat(new SocketDump(this::open, ALL).count()).containsOnly(Map.entry(EntryState.LISTEN, 3L));
    }

    @Test
    void whatTheKernelCannotListIsSaidWithItsModule() {
        wire(datagram(end(Netlink.NLMSG_ERROR, -2)));
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> list(new SocketQuery(Protocol.UDP, ALL.states(), EntryFilter.ALL, false)))
                .withMessageContaining("udp_diag");
    }

    @Test
    void aRefusalIsNotRepeated() {
        wire(datagram(end(Netlink.NLMSG_ERROR, -22)));
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> list(ALL))
                .withMessage("TCPDIAG_GETSOCK sock_diag tcp: EINVAL");
    }

    @Test
    void aSocketThatIsCutShortIsNamed() {
        wire(datagram(message(TYPE, 0, Arrays.copyOf(listener(1), 40))));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> list(ALL));
    }

    private void wire(ScriptedWire.Step... steps) {
        wires.add(new ScriptedWire(steps));
    }

    private Wire open() {
        ScriptedWire wire = wires.remove();
        used.add(wire);
        return wire;
    }

    private void list(SocketQuery query) throws IOException {
        new SocketDump(this::open, query).list(entry -> taken.add(entry.local().port()));
    }

    /** What follows the header of the question on a wire. */
    private byte[] asked(int wire) {
        byte[] question = used.get(wire).sent().getFirst();
        return Arrays.copyOfRange(question, 16, question.length);
    }

    private int number(int wire, int at) {
        return ByteBuffer.wrap(asked(wire)).order(ByteOrder.nativeOrder()).getInt(at);
    }

    private static ScriptedWire.Step found(int... ports) {
        return datagram(Arrays.stream(ports)
                .mapToObj(port -> message(TYPE, 0, listener(port)))
                .toArray(byte[][]::new));
    }

    private static ScriptedWire.Step interrupted() {
        return datagram(message(TYPE, Netlink.NLM_F_DUMP_INTR, listener(9)));
    }

    private static ScriptedWire.Step lost() {
        return new ScriptedWire.Failure(new SyscallException("recvfrom", Errno.ENOBUFS, "sock_diag tcp"));
    }
}
