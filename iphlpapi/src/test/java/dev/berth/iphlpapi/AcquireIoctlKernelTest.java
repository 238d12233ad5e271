package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Lifetime;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.iphlpapi.ScriptedWinSock.Acquired;
import dev.berth.kernel.Errno;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Locks.LockedException;
import dev.berth.kernel.NetworkNamespace;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcquireIoctlKernelTest {
    private final ScriptedWinSock winSock;

    AcquireIoctlKernelTest(@TempDir Path folder) {
        winSock = new ScriptedWinSock(folder.resolve("store"));
    }

    @AfterEach
    void close() {
        winSock.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    @DisplayName("R1 R15 A block is reserved, with the socket as its anchor, which is not associated with it")
    void acquire(Protocol protocol) {
        long socket = winSock.socket(protocol);
        Acquired acquired = winSock.acquire(socket, 5000, 20);
        assertThat(acquired).isEqualTo(new Acquired(0, 5000, 20, acquired.token(), 16));
        GuardEntry entry = winSock.kernel.guardHome().entries().getFirst();
        assertThat(entry.token()).isEqualTo(new Token(acquired.token()));
        assertThat(entry.protocol()).isEqualTo(protocol);
        assertThat(entry.block()).isEqualTo(PortBlock.of(5000, 20));
        assertThat(entry.lifetime()).isEqualTo(Lifetime.SOCKET);
        assertThat(winSock.kernel.guardHome().anchors()).isEqualTo(Map.of(new Token(acquired.token()), (int) socket));
        assertThat(winSock.kernel.guardHome().associations()).isEmpty();
        assertThat(winSock.api.explain())
                .isEqualTo("WSAIoctl(SIO_ACQUIRE_PORT_RESERVATION): NO_ERROR (0): The operation completed successfully."
                        + " acquired " + protocol + " 5000-5019");
    }

    @Test
    @DisplayName("R2 Start 0: the system chooses, another block each time")
    void wildcard() {
        long socket = winSock.socket(Protocol.UDP);
        Acquired one = winSock.acquire(socket, 0, 20);
        Acquired other = winSock.acquire(winSock.socket(Protocol.UDP), 0, 20);
        assertThat(one.code() + other.code()).isZero();
        assertThat(one.start()).isPositive();
        assertThat(Math.abs(one.start() - other.start())).isGreaterThanOrEqualTo(20);
        assertThat(one.token()).isNotEqualTo(other.token()).isNotZero();
    }

    @Test
    @DisplayName("R3 A port in use, or reserved by this process too: 10048, the holder named, nothing handed out")
    void taken() {
        long socket = winSock.socket(Protocol.TCP);
        winSock.kernel.sockets().listen(Protocol.TCP, 5001);
        assertThat(winSock.acquire(socket, 5000, 2)).isEqualTo(new Acquired(10_048, 0, 0, 0, 0));
        assertThat(winSock.api.explain()).contains("WSAEADDRINUSE (10048)", "5001", "pid 4121");
        assertThat(winSock.acquire(socket, 6000, 2).code()).isZero();
        assertThat(winSock.acquire(socket, 6001, 2)).isEqualTo(new Acquired(10_048, 0, 0, 0, 0));
        assertThat(winSock.kernel.guardHome().entries()).hasSize(1);
    }

    @Test
    @DisplayName(
            "R4 Count 0 or past 65535: 10022; buffers too small: 10022 and 0 bytes; none of it is asked of the kernel")
    void unsound() {
        long socket = winSock.socket(Protocol.TCP);
        for (int start : new int[] {0, 1, 5000, 65_535}) {
            assertThat(winSock.acquire(socket, start, 0)).isEqualTo(new Acquired(10_022, 0, 0, 0, 0));
        }
        assertThat(winSock.acquire(socket, 65_535, 2)).isEqualTo(new Acquired(10_022, 0, 0, 0, 0));
        assertThat(winSock.acquire(socket, 1, 65_535).code()).isNotEqualTo(10_022);
        winSock.kernel.script().restart();
        ByteBuffer out = ByteBuffer.allocate(INET_PORT_RESERVATION_INSTANCE.SIZE - 1);
        ByteBuffer in = new INET_PORT_RANGE(IpHelper.htons(5000), (short) 1).write();
        int[] returned = {7};
        assertThat(winSock.code(winSock.api.WSAIoctl(socket, Mstcpip.SIO_ACQUIRE_PORT_RESERVATION, in, out, returned)))
                .isEqualTo(10_022);
        assertThat(returned).containsExactly(0);
        assertThat(winSock.api.explain()).contains("the output has 15 bytes and takes 16");
        assertThat(winSock.kernel.script().calls()).isEmpty();
    }

    @Test
    @DisplayName("R5 No block of that size is left: 10055")
    void exhausted() {
        assertThat(winSock.acquire(winSock.socket(Protocol.TCP), 0, 65_535))
                .isEqualTo(new Acquired(10_055, 0, 0, 0, 0));
    }

    @Test
    @DisplayName("R16 Without privilege: 10013")
    void unprivileged() {
        winSock.kernel.processes().callerLacks("CAP_BPF");
        assertThat(winSock.acquire(winSock.socket(Protocol.TCP), 80, 1).code()).isEqualTo(10_013);
        assertThat(winSock.api.explain()).contains("CAP_BPF");
    }

    @Test
    void anotherChangeThatDoesNotEndIsACallInProgress() {
        winSock.kernel.script().fail("Locks.", call -> new LockedException("the lock is held, as ordered"));
        assertThat(winSock.acquire(winSock.socket(Protocol.TCP), 5000, 1).code())
                .isEqualTo(10_036);
        assertThat(winSock.api.explain()).contains("WSAEINPROGRESS (10036)", "as ordered");
    }

    @Test
    void inAnotherNetworkNamespaceThanTheGuardsNothingIsSupported() {
        long socket = winSock.socket(Protocol.TCP);
        long token = winSock.acquire(socket, 5000, 1).token();
        winSock.kernel.processes().moveCaller(new NetworkNamespace(2, 3));
        assertThat(winSock.acquire(socket, 6000, 1).code()).isEqualTo(10_045);
        assertThat(winSock.associate(socket, token)).isEqualTo(10_045);
        assertThat(winSock.api.explain()).contains("WSAEOPNOTSUPP (10045)", "namespace");
    }

    @Test
    void aKernelThatFailsIsADeadNetwork() {
        winSock.kernel.script().fail("GuardHome.load", Errno.ENOMEM);
        assertThat(winSock.acquire(winSock.socket(Protocol.TCP), 5000, 1).code())
                .isEqualTo(10_050);
        assertThat(winSock.api.explain()).contains("WSAENETDOWN (10050)", "ENOMEM");
    }

    @Test
    void anOutputThatIsGoneOnceTheBlockIsAcquiredIsABadPointerAndTheBlockIsFreeAgain() {
        long socket = winSock.socket(Protocol.TCP);
        ByteBuffer in = new INET_PORT_RANGE(IpHelper.htons(5000), (short) 100).write();
        int[] returned = {7};
        Arena memory = Arena.ofShared();
        ByteBuffer out = memory.allocate(INET_PORT_RESERVATION_INSTANCE.SIZE).asByteBuffer();
        winSock.kernel.sockets().beforeList(memory::close); // so many that sockets are listed
        int result = winSock.api.WSAIoctl(socket, Mstcpip.SIO_ACQUIRE_PORT_RESERVATION, in, out, returned);
        assertThat(winSock.code(result)).isEqualTo(10_014);
        assertThat(returned).containsExactly(0);
        assertThat(winSock.api.explain()).contains("WSAEFAULT (10014)", "tcp 5000-5099 was released again");
        assertThat(winSock.kernel.guardHome().entries()).isEmpty();
    }

    @Test
    void whoForgetsTheNetworkOrderIsAsked() {
        long socket = winSock.socket(Protocol.TCP);
        ByteBuffer in = new INET_PORT_RANGE((short) 5000, (short) 2).write();
        ByteBuffer out = ByteBuffer.allocate(INET_PORT_RESERVATION_INSTANCE.SIZE);
        winSock.api.WSAIoctl(socket, Mstcpip.SIO_ACQUIRE_PORT_RESERVATION, in, out, new int[1]);
        assertThat(winSock.api.explain()).contains("acquired tcp 34835-34836", "did you mean htons(5000)?");
        assertThat(winSock.acquire(socket, 34_836, 1).code()).isEqualTo(10_048);
        assertThat(winSock.acquire(socket, 0, 1).code()).isZero();
        assertThat(winSock.api.explain()).doesNotContain("did you mean");
    }
}
