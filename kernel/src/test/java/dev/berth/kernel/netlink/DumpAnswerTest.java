package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DumpAnswerTest {
    private static final int TYPE = InetDiag.SOCK_DIAG_BY_FAMILY;
    private static final int QUESTION = 7;

    private final Arena arena = Arena.ofConfined();
    private final List<Integer> taken = new ArrayList<>();
    private final DumpAnswer answer = new DumpAnswer(
            QUESTION, TYPE, "SOCK_DIAG_BY_FAMILY", "sock_diag tcp", payload -> taken.add(payload.get(JAVA_INT, 0)));

    @AfterEach
    void free() {
        arena.close();
    }

    @Test
    void messagesAreTakenUntilTheLast() throws Exception {
        assertThat(answer.take(datagram(message(TYPE, 0, QUESTION, 1), message(TYPE, 0, QUESTION, 2))))
                .isTrue();
        assertThat(answer.take(datagram(message(TYPE, 0, QUESTION, 3), message(Netlink.NLMSG_DONE, 0, QUESTION, 0))))
                .isFalse();
        assertThat(taken).containsExactly(1, 2, 3);
    }

    @Test
    void theRestOfAnotherAnswerIsPassedOver() throws Exception {
        assertThat(answer.take(datagram(
                        message(TYPE, 0, QUESTION - 1, 1),
                        message(Netlink.NLMSG_DONE, 0, QUESTION - 1, -105),
                        message(TYPE + 1, 0, QUESTION, 2))))
                .isTrue();
        assertThat(taken).isEmpty();
    }

    @Test
    void anErrorIsNamed() {
        for (int type : List.of(Netlink.NLMSG_ERROR, Netlink.NLMSG_DONE)) {
            assertThatExceptionOfType(SyscallException.class)
                    .isThrownBy(() -> answer.take(datagram(message(type, 0, QUESTION, -1))))
                    .withMessage("SOCK_DIAG_BY_FAMILY sock_diag tcp: EPERM");
        }
    }

    @Test
    void aListingThatChangedIsNone() {
        MemorySegment datagram = datagram(message(TYPE, Netlink.NLM_F_DUMP_INTR, QUESTION, 1));
        assertThatExceptionOfType(DumpAnswer.Interrupted.class).isThrownBy(() -> answer.take(datagram));
        assertThat(taken).isEmpty();
    }

    @Test
    void whatIsNotWholeIsAskedForAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        assertThat(LinuxSocketTable.patiently(Protocol.TCP, () -> switch (attempts.incrementAndGet()) {
                    case 1 -> throw new DumpAnswer.Interrupted("sock_diag tcp");
                    case 2 -> throw refusal(Errno.ENOBUFS);
                    default -> "whole";
                }))
                .isEqualTo("whole");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void patienceEnds() {
        for (IOException each : List.of(new DumpAnswer.Interrupted("sock_diag tcp"), refusal(Errno.ENOBUFS))) {
            AtomicInteger attempts = new AtomicInteger();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> LinuxSocketTable.patiently(Protocol.TCP, () -> {
                        attempts.incrementAndGet();
                        throw each;
                    }))
                    .isSameAs(each);
            assertThat(attempts).hasValue(5);
        }
    }

    @Test
    void whatTheKernelCannotListIsSaidWithItsModule() {
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> LinuxSocketTable.patiently(Protocol.UDP, () -> {
                    throw refusal(Errno.ENOENT);
                }))
                .withMessageContaining("udp_diag");
    }

    private static SyscallException refusal(Errno errno) {
        return new SyscallException("SOCK_DIAG_BY_FAMILY", errno, "sock_diag tcp");
    }

    private MemorySegment message(int type, int flags, int sequence, int content) {
        return new NetlinkMessage(type, flags, sequence, arena.allocateFrom(JAVA_INT, content)).write(arena);
    }

    private MemorySegment datagram(MemorySegment... messages) {
        MemorySegment datagram = arena.allocate(64L * messages.length, Long.BYTES);
        long length = 0;
        for (MemorySegment message : messages) {
            MemorySegment.copy(message, 0, datagram, length, message.byteSize());
            length += message.byteSize();
        }
        return datagram.asSlice(0, length);
    }
}
