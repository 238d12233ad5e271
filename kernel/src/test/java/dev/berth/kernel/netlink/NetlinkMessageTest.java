package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.kernel.Errno;
import dev.berth.kernel.unix.MalformedException;
import dev.berth.kernel.unix.Sockets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetlinkMessageTest {
    @Test
    void whatIsWrittenSplitsToTheSame() throws Exception {
        long seed = 20_260_105;
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            try (Arena arena = Arena.ofConfined()) {
                InetDiagReqV2 request = new InetDiagReqV2(random.nextInt(256), random.nextInt(256), random.nextInt());
                NetlinkMessage message = new NetlinkMessage(
                        random.nextInt(65_536), random.nextInt(65_536), random.nextInt(), request.write(arena));
                List<NetlinkMessage> read = NetlinkMessage.split(message.write(arena));
                assertThat(read).as("seed %d, round %d", seed, round).hasSize(1);
                assertThat(read.getFirst().type()).isEqualTo(message.type());
                assertThat(read.getFirst().flags()).isEqualTo(message.flags());
                assertThat(read.getFirst().sequence()).isEqualTo(message.sequence());
                assertThat(InetDiagReqV2.read(read.getFirst().payload())).isEqualTo(request);
            }
        }
    }

    @Test
    void anyBytesGiveMessagesOrANamedException() {
        long seed = 20_260_106;
        Random random = new Random(seed);
        int split = 0;
        for (int round = 0; round < 200_000; round++) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment datagram = randomDatagram(random, arena);
                try {
                    for (NetlinkMessage message : NetlinkMessage.split(datagram)) {
                        split++;
                        assertThat(message.error()).isNotNull();
                        assertThat(InetDiagMsg.sport(message.payload())).isBetween(0, 65_535);
                        assertThat(InetDiagMsg.read(message.payload()).inode()).isNotNegative();
                    }
                } catch (MalformedException expected) {
                    assertThat(expected).hasMessageMatching("(netlink|inet_diag_msg): .*");
                }
            } catch (RuntimeException leak) {
                throw new AssertionError("seed " + seed + ", round " + round, leak);
            }
        }
        assertThat(split).isGreaterThan(10_000); // or the bytes were too random to prove anything
    }

    @Test
    void anErrorIsItsNumberAndSuccessIsNone() throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(error(Netlink.NLMSG_ERROR, arena.allocateFrom(JAVA_INT, -2)))
                    .containsExactly(Errno.ENOENT);
            assertThat(error(Netlink.NLMSG_ERROR, arena.allocateFrom(JAVA_INT, 0)))
                    .isEmpty();
            assertThat(error(Netlink.NLMSG_DONE, arena.allocateFrom(JAVA_INT, -105)))
                    .containsExactly(Errno.ENOBUFS);
            assertThat(error(Netlink.NLMSG_DONE, arena.allocate(0))).isEmpty();
            MemorySegment cut = arena.allocate(3);
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> error(Netlink.NLMSG_ERROR, cut));
        }
    }

    @Test
    void aSocketIsReadAsTheKernelWritesIt() throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(InetDiagMsg.LAYOUT);
            byte[] listener = {Sockets.AF_INET, InetDiag.TCP_LISTEN, 0, 0, 0x1f, (byte) 0x90, 0, 0, 127, 0, 0, 1};
            MemorySegment.copy(listener, 0, struct, JAVA_BYTE, 0, listener.length);
            struct.set(JAVA_INT, InetDiagMsg.LAYOUT.byteSize() - Integer.BYTES, -1);
            InetDiagMsg socket = InetDiagMsg.read(struct);
            assertThat(socket.id().sport()).isEqualTo(8080);
            assertThat(socket.id().src().getHostAddress()).isEqualTo("127.0.0.1");
            assertThat(InetDiag.tcpState(socket.state())).isEqualTo("LISTEN");
            assertThat(socket.inode()).isEqualTo(0xffff_ffffL);
        }
    }

    private static List<Errno> error(int type, MemorySegment payload) throws MalformedException {
        return new NetlinkMessage(type, 0, 1, payload).error().stream().toList();
    }

    /** Half of them all noise, half with a length that may be true. */
    private static MemorySegment randomDatagram(Random random, Arena arena) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        MemorySegment datagram =
                arena.allocate(Math.max(bytes.length, 1), Long.BYTES).asSlice(0, bytes.length);
        datagram.copyFrom(MemorySegment.ofArray(bytes));
        if (bytes.length >= Netlink.NLMSG_HDRLEN && random.nextBoolean()) {
            datagram.set(JAVA_INT, 0, random.nextBoolean() ? bytes.length : random.nextInt(bytes.length + 2));
            if (bytes.length > Netlink.NLMSG_HDRLEN && random.nextBoolean()) {
                datagram.set(JAVA_BYTE, Netlink.NLMSG_HDRLEN, (byte) Sockets.AF_INET6);
            }
        }
        return datagram;
    }
}
