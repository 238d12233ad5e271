package dev.berth.iphlpapi;

import static dev.berth.iphlpapi.WinSock2.AF_INET;
import static dev.berth.iphlpapi.WinSock2.AF_INET6;
import static dev.berth.iphlpapi.WinSock2.SOCK_DGRAM;
import static dev.berth.iphlpapi.WinSock2.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions that are not about reservations, on real sockets of the loopback. */
class SocketFunctionsKernelTest {
    private static final SOCKADDR_IN LOOPBACK = new SOCKADDR_IN((short) AF_INET, (short) 0, 0x0100_007F);
    private static final SOCKADDR_IN6 LOOPBACK6 =
            new SOCKADDR_IN6((short) AF_INET6, (short) 0, 0, new IN6_ADDR(0, 1), 0);
    private static final int NO_SOCKET = 54_321;

    private final ScriptedWinSock winSock;
    private final WinSock api;

    SocketFunctionsKernelTest(@TempDir Path folder) {
        winSock = new ScriptedWinSock(folder.resolve("store"));
        api = winSock.api;
    }

    @AfterEach
    void close() {
        winSock.close();
    }

    @Test
    void anAddressOfEitherFamilyIsHandedOutAsItIs() {
        for (int type : new int[] {SOCK_STREAM, SOCK_DGRAM}) {
            long four = api.socket(AF_INET, type, 0);
            assertThat(api.bind(four, LOOPBACK)).isZero();
            SOCKADDR_IN[] name = new SOCKADDR_IN[1];
            assertThat(api.getsockname(four, name)).isZero();
            assertThat(name[0]).isEqualTo(new SOCKADDR_IN((short) AF_INET, name[0].sin_port(), 0x0100_007F));
            assertThat(name[0].sin_port()).isNotZero();
            long six = api.socket(AF_INET6, type, 0);
            assertThat(api.bind(six, LOOPBACK6)).isZero();
            SOCKADDR[] either = new SOCKADDR[1];
            assertThat(api.getsockname(six, either)).isZero();
            assertThat(either[0])
                    .isEqualTo(
                            new SOCKADDR_IN6((short) AF_INET6, SocketName.port(either[0]), 0, new IN6_ADDR(0, 1), 0));
        }
    }

    @Test
    void anAddressOfTheOtherFamilyIsABadPointer() {
        long four = api.socket(AF_INET, SOCK_STREAM, 0);
        long six = api.socket(AF_INET6, SOCK_STREAM, 0);
        assertThat(winSock.code(api.bind(four, LOOPBACK6))).isEqualTo(10_014);
        assertThat(winSock.code(api.bind(six, LOOPBACK))).isEqualTo(10_014);
        assertThat(winSock.code(api.bind(six, new SOCKADDR_IN((short) AF_INET6, (short) 0, 0))))
                .isEqualTo(10_014);
        assertThat(winSock.code(api.bind(four, null))).isEqualTo(10_014);
        assertThat(api.bind(four, LOOPBACK)).isZero();
        assertThat(winSock.code(api.getsockname(four, new SOCKADDR_IN6[1]))).isEqualTo(10_014);
        for (SOCKADDR[] nowhere : new SOCKADDR[][] {null, {}, {LOOPBACK, LOOPBACK}}) {
            assertThat(winSock.code(api.getsockname(four, nowhere))).isEqualTo(10_014);
        }
        assertThat(winSock.code(api.getsockname(six, new SOCKADDR_IN6[1]))).isEqualTo(10_022);
    }

    @Test
    void aSocketOverIpv6LeavesThePortToIpv4() {
        // Several attempts, as somebody else may have the port over IPv4.
        assertThat(IntStream.range(0, 10).anyMatch(attempt -> isSharedWithIpv4()))
                .isTrue();
    }

    private boolean isSharedWithIpv4() {
        long six = api.socket(AF_INET6, SOCK_STREAM, 0);
        var any = new SOCKADDR_IN6((short) AF_INET6, (short) 0, 0, new IN6_ADDR(0, 0), 0);
        assertThat(api.bind(six, any)).isZero();
        SOCKADDR_IN6[] name = new SOCKADDR_IN6[1];
        assertThat(api.getsockname(six, name)).isZero();
        SOCKADDR_IN same = new SOCKADDR_IN((short) AF_INET, name[0].sin6_port(), WinSock2.INADDR_ANY);
        return api.bind(api.socket(AF_INET, SOCK_STREAM, 0), same) == 0;
    }

    @Test
    void aPortThatSomebodyHasIsInUse() {
        long first = api.socket(AF_INET, SOCK_STREAM, 0);
        assertThat(api.bind(first, LOOPBACK)).isZero();
        SOCKADDR_IN[] name = new SOCKADDR_IN[1];
        assertThat(api.getsockname(first, name)).isZero();
        assertThat(winSock.code(api.bind(api.socket(AF_INET, SOCK_STREAM, 0), name[0])))
                .isEqualTo(10_048);
    }

    @Test
    @DisplayName("listen: 10022 before bind, which would take a port past the reservation; 10045 of UDP; again: 0")
    void listen() {
        long socket = api.socket(AF_INET, SOCK_STREAM, 0);
        assertThat(winSock.code(api.listen(socket, 5))).isEqualTo(10_022);
        assertThat(winSock.code(api.getsockname(socket, new SOCKADDR_IN[1]))).isEqualTo(10_022);
        assertThat(api.bind(socket, LOOPBACK)).isZero();
        assertThat(api.listen(socket, WinSock2.SOMAXCONN)).isZero();
        assertThat(api.listen(socket, 0)).isZero();
        long datagrams = api.socket(AF_INET, SOCK_DGRAM, 0);
        assertThat(winSock.code(api.listen(datagrams, 5))).isEqualTo(10_045);
        assertThat(api.bind(datagrams, LOOPBACK)).isZero();
        assertThat(winSock.code(api.listen(datagrams, 5))).isEqualTo(10_045);
        assertThat(winSock.code(api.listen(-1, 5))).isEqualTo(10_038);
        assertThat(api.explain())
                .isEqualTo("listen: WSAENOTSOCK (10038): An operation was attempted on something that is"
                        + " not a socket. -1 is no socket that this object has made, or it is closed");
    }

    @Test
    @DisplayName("R6 Neither TCP nor UDP: 10045; another control code: 10045, whatever else is wrong")
    void unknown() {
        assertThat(api.socket(AF_INET, 3, 0)).isEqualTo(WinSock2.INVALID_SOCKET);
        assertThat(api.WSAGetLastError()).isEqualTo(10_045);
        assertThat(api.explain()).contains("socket: WSAEOPNOTSUPP (10045)", "TCP or UDP");
        long socket = winSock.socket(Protocol.TCP);
        assertThat(winSock.code(api.WSAIoctl(socket, 0x9800_0067, null, null, null)))
                .isEqualTo(10_045);
        assertThat(api.explain()).startsWith("WSAIoctl(0x98000067): WSAEOPNOTSUPP");
        assertThat(winSock.code(api.WSAIoctl(NO_SOCKET, Mstcpip.SIO_ACQUIRE_PORT_RESERVATION, null, null, null)))
                .isEqualTo(10_038);
        for (long s : new long[] {socket, NO_SOCKET}) {
            int[] returned = {7};
            assertThat(api.WSAIoctl(s, 0x9800_0067, null, null, returned)).isEqualTo(WinSock2.SOCKET_ERROR);
            assertThat(returned).containsExactly(0);
        }
    }

    @Test
    void onceItIsClosedThereAreNoSocketsAndNoneIsMade() throws IOException {
        long socket = winSock.socket(Protocol.TCP);
        api.close();
        long before = descriptors();
        for (int i = 0; i < 100; i++) {
            assertThat(api.socket(AF_INET, SOCK_STREAM, 0)).isEqualTo(WinSock2.INVALID_SOCKET);
        }
        assertThat(api.WSAGetLastError()).isEqualTo(10_050);
        assertThat(api.explain()).contains("this WinSock is closed");
        assertThat(descriptors()).isLessThan(before + 100);
        assertThat(winSock.acquire(socket, 5000, 1).code()).isEqualTo(10_038);
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @Test
    void eachThreadIsToldOfItsOwnLastCall() throws InterruptedException {
        assertThat(api.explain()).contains("none");
        api.closesocket(-1);
        String[] elsewhere = new String[1];
        Thread other = Thread.ofPlatform().start(() -> elsewhere[0] = api.WSAGetLastError() + api.explain());
        other.join();
        assertThat(elsewhere[0]).startsWith("0").contains("none");
        assertThat(api.WSAGetLastError()).isEqualTo(10_038);
        winSock.socket(Protocol.TCP);
        assertThat(api.WSAGetLastError()).isEqualTo(10_038);
        assertThat(api.explain()).startsWith("socket: NO_ERROR (0)");
    }
}
