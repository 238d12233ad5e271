package dev.berth.client.cooperative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reservations among those who make them so. */
class CooperativePortsKernelTest {
    @TempDir
    private Path folder;

    private CooperativePorts ports;

    @BeforeEach
    void open() {
        ports = new CooperativePorts(LockFile.at(folder.resolve("ports.lock")), () -> true);
    }

    @ParameterizedTest
    @EnumSource
    void aBlockIsThereForServersAndNobodyElseGetsIt(Protocol protocol) throws IOException {
        try (AcquiredBlock block = ports.acquire(protocol, 3)) {
            assertThat(block.isEnforced()).isFalse();
            assertThat(block.block().count()).isEqualTo(3);
            assertThat(Choices.RANGE.contains(block.port(0))).isTrue();
            assertThat(refused(AcquireRequest.of(protocol, 1).startingAt(block.port(2))))
                    .isEqualTo(Code.WSAEADDRINUSE);
            if (protocol != Protocol.UDP) {
                new ServerSocket(block.port(0)).close();
            }
            if (protocol != Protocol.TCP) {
                new DatagramSocket(block.port(0)).close();
            }
        }
    }

    @Test
    void itIsFreeAgainWhenClosed() {
        AcquiredBlock first = ports.acquire(Protocol.TCP_UDP, 2);
        AcquireRequest same = AcquireRequest.of(Protocol.TCP_UDP, 2).startingAt(first.port(0));
        assertThat(refused(same)).isEqualTo(Code.WSAEADDRINUSE);

        first.close();
        first.close();

        ports.acquire(same).orElseThrow().close();
        assertThat(ports.release(first.token()).code()).isEqualTo(Code.WSAEINVAL);
    }

    @Test
    void whatIsInUseIsRefusedByItsPortAndLocksNothing() throws IOException {
        AcquireRequest request;
        try (ServerSocket server = new ServerSocket(0)) {
            int port = server.getLocalPort();
            request = AcquireRequest.of(Protocol.TCP, 1).startingAt(port);
            assertThat(ports.acquire(request)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.code()).isEqualTo(Code.WSAEADDRINUSE);
                assertThat(refused.message())
                        .startsWith("acquire tcp " + port + ": tcp port " + port + " is in use or not to be had (");
            });
            ports.acquire(AcquireRequest.of(Protocol.UDP, 1).startingAt(port))
                    .orElseThrow()
                    .close();
        }
        ports.acquire(request).orElseThrow().close();
    }

    @Test
    void aThousandBlocksAreAllDifferent() {
        List<AcquiredBlock> blocks = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        try {
            for (int i = 0; i < 500; i++) {
                AcquiredBlock block = ports.acquire(Protocol.TCP, 2);
                blocks.add(block);
                seen.add(block.port(0));
                seen.add(block.port(1));
            }
        } finally {
            blocks.forEach(AcquiredBlock::close);
        }
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void aBlockOutlivesTheObjectThatGaveIt() {
        AcquiredBlock block = ports.acquire(Protocol.TCP, 1);
        ports.close();
        CooperativePorts others = new CooperativePorts(LockFile.at(folder.resolve("ports.lock")), () -> true);

        assertThat(refused(AcquireRequest.of(Protocol.TCP, 1).startingAt(block.port(0))))
                .isEqualTo(Code.WSAEADDRINUSE);
        assertThat(others.release(block.token()).code()).isEqualTo(Code.NO_ERROR);
        others.acquire(AcquireRequest.of(Protocol.TCP, 1).startingAt(block.port(0)))
                .orElseThrow()
                .close();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void aBlockHasPorts(int count) {
        assertThat(refused(AcquireRequest.of(Protocol.TCP, count))).isEqualTo(Code.WSAEINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_535, 65_536})
    void aBlockLiesAmongThePorts(int start) {
        AcquireRequest two = AcquireRequest.of(Protocol.TCP, 2).startingAt(start);

        assertThat(two.start()).isEqualTo(OptionalInt.of(start));
        assertThat(refused(two)).isEqualTo(Code.WSAEINVAL);
    }

    @Test
    void aBlockThatFitsNowhereIsRefused() {
        assertThat(refused(AcquireRequest.of(Protocol.TCP, 20_000))).isEqualTo(Code.WSAENOBUFS);
    }

    @Test
    void anUnknownTokenIsRefused() {
        assertThat(ports.release(Token.NONE).code()).isEqualTo(Code.WSAEINVAL);
    }

    @Test
    void aLockFileThatCannotBeHadIsNamed() throws IOException {
        Path place = Files.createDirectory(folder.resolve("a-folder"));

        assertThat(new CooperativePorts(LockFile.at(place), () -> true).acquire(AcquireRequest.of(Protocol.TCP, 1)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(Code.ERROR_IO_DEVICE);
                    assertThat(refused.message())
                            .isEqualTo("acquire 1 tcp port: " + place
                                    + ": not a plain file: remove it, or name another with BERTH_LOCKS");
                });
    }

    @Test
    void anInterruptedThreadGetsItsBlockAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        try (AcquiredBlock block = ports.acquire(Protocol.TCP_UDP, 1)) {
            assertThat(Thread.interrupted()).isTrue();
            assertThat(refused(AcquireRequest.of(Protocol.TCP, 1).startingAt(block.port(0))))
                    .isEqualTo(Code.WSAEADDRINUSE);
        }
    }

    @Test
    void withoutPlaceholdersTheLockAloneHolds() throws IOException {
        CooperativePorts bare = new CooperativePorts(LockFile.at(folder.resolve("ports.lock")), () -> false);
        try (AcquiredBlock block = bare.acquire(Protocol.TCP, 1);
                ServerSocket server = new ServerSocket()) {
            server.setReuseAddress(false);
            server.bind(new java.net.InetSocketAddress(block.port(0)));
            assertThat(refused(AcquireRequest.of(Protocol.TCP, 1).startingAt(block.port(0))))
                    .isEqualTo(Code.WSAEADDRINUSE);
        }
    }

    private Code refused(AcquireRequest request) {
        return ports.acquire(request).code();
    }
}
