package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.Structs.attribute;
import static dev.berth.kernel.netlink.Structs.join;
import static dev.berth.kernel.netlink.Structs.socket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.api.EntryTimer;
import dev.berth.api.IpAddress;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.api.TcpInfo;
import dev.berth.kernel.unix.MalformedException;
import dev.berth.kernel.unix.Sockets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryReaderTest {
    private static final IpAddress HERE = IpAddress.ipv4(0x7f000001);
    private static final InetDiagSockId CONNECTION = new InetDiagSockId(
            new Endpoint(HERE, 8080), new Endpoint(IpAddress.ipv4(0x0a000203), 40_000), 3, 0xfedc_ba98_7654_3210L);

    @Test
    void everyFieldIsRead() throws Exception {
        byte[] struct = socket(Sockets.AF_INET, InetDiag.TCP_ESTABLISHED, CONNECTION, 0, 11, 12, -2, -1);
        assertThat(struct).startsWith(2, 1, 0, 0, 0x1f, 0x90, 0x9c, 0x40, 127, 0, 0, 1);
        assertThat(read(Protocol.TCP, struct))
                .isEqualTo(new Entry(
                        Protocol.TCP,
                        EntryState.ESTABLISHED,
                        CONNECTION.src(),
                        CONNECTION.dst(),
                        0xffff_fffeL,
                        0xffff_ffffL,
                        0xfedc_ba98_7654_3210L,
                        11,
                        12,
                        3,
                        EntryTimer.NONE,
                        Optional.empty(),
                        Owners.NOT_ASKED));
    }

    @Test
    void anIpv4AddressWithinIpv6StaysThere() throws Exception {
        IpAddress mapped = IpAddress.ipv6(0, 0xffff_7f00_0001L);
        InetDiagSockId id = new InetDiagSockId(
                new Endpoint(mapped, 1), new Endpoint(IpAddress.ipv6(0x2001_0db8_0000_0000L, 0xff), 65_535), 0, 1);
        Entry entry = read(Protocol.TCP, socket(Sockets.AF_INET6, InetDiag.TCP_CLOSE_WAIT, id));
        assertThat(entry.local().address()).isEqualTo(mapped);
        assertThat(entry).hasToString("tcp CLOSE-WAIT [::ffff:127.0.0.1]:1 [2001:db8::ff]:65535");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, 7, NONE, 0, 0",
        "1, 5, 7, RETRANSMIT, 5, 7",
        "2, 5, 255, KEEPALIVE, 5, 255",
        "3, 60000, 0, TIME_WAIT, 60000, 0",
        "4, -3, 1, PROBE, 0, 1",
        "9, 5, 7, NONE, 0, 0"
    })
    void timers(int number, int expires, int again, EntryTimer.Kind kind, long millis, int retransmits)
            throws Exception {
        byte[] struct = socket(Sockets.AF_INET, InetDiag.TCP_ESTABLISHED, CONNECTION, expires);
        struct[2] = (byte) number;
        struct[3] = (byte) again;
        assertThat(read(Protocol.TCP, struct).timer()).isEqualTo(new EntryTimer(kind, millis, retransmits));
    }

    @ParameterizedTest
    @CsvSource({
        "1, ESTABLISHED, ESTABLISHED",
        "2, SYN_SENT, ",
        "3, SYN_RECV, ",
        "4, FIN_WAIT_1, ",
        "5, FIN_WAIT_2, ",
        "6, TIME_WAIT, ",
        "7, BOUND, UNCONNECTED",
        "8, CLOSE_WAIT, ",
        "9, LAST_ACK, ",
        "10, LISTEN, ",
        "11, CLOSING, ",
        "12, SYN_RECV, ",
        "13, BOUND, ",
        "0, , ",
        "14, , ",
        "255, , "
    })
    void states(int number, EntryState ofTcp, EntryState ofUdp) {
        byte[] struct = socket(Sockets.AF_INET, number, CONNECTION);
        state(Protocol.TCP, struct, Optional.ofNullable(ofTcp));
        state(Protocol.UDP, struct, Optional.ofNullable(ofUdp));
    }

    private static void state(Protocol pool, byte[] struct, Optional<EntryState> expected) {
        try {
            assertThat(read(pool, struct).state()).isEqualTo(expected.orElseThrow());
        } catch (MalformedException refused) {
            assertThat(expected).as(refused.getMessage()).isEmpty();
        }
    }

    @Test
    void whatIsNotThereOfTheMeasuresIsZero() throws Exception {
        byte[] info = new byte[248];
        ByteBuffer numbers = ByteBuffer.wrap(info).order(ByteOrder.nativeOrder());
        numbers.putInt(44, 900).putInt(52, 800).putInt(68, 1_000).putInt(72, -1).putInt(100, 5);
        numbers.putLong(120, 1L << 40).putLong(128, 77);
        byte[] struct = socket(Sockets.AF_INET, InetDiag.TCP_ESTABLISHED, CONNECTION);
        assertThat(read(Protocol.TCP, join(struct, attribute(9, (byte) 1), attribute(2, info))))
                .extracting(Entry::info)
                .isEqualTo(Optional.of(new TcpInfo(1_000, 0xffff_ffffL, 5, 1L << 40, 77, 800, Optional.empty())));
        byte[] old = Arrays.copyOf(info, 104);
        assertThat(read(Protocol.TCP, join(struct, attribute(2, old))).info())
                .contains(new TcpInfo(1_000, 0xffff_ffffL, 5, 0, 0, 800, Optional.empty()));
        assertThat(read(Protocol.TCP, join(struct, attribute(2))).info())
                .contains(new TcpInfo(0, 0, 0, 0, 0, 0, Optional.empty()));
    }

    @Test
    void whatRunsOverItIsNamed() throws Exception {
        byte[] upper = attribute(
                InetDiag.INET_DIAG_ULP_INFO | 0x8000,
                join(attribute(3, (byte) 1), attribute(1, "mptcp\0".getBytes(StandardCharsets.US_ASCII))));
        byte[] struct = socket(Sockets.AF_INET, InetDiag.TCP_ESTABLISHED, CONNECTION);
        assertThat(read(Protocol.TCP, join(struct, attribute(2, new byte[232]), upper))
                        .info()
                        .flatMap(TcpInfo::upperLayer))
                .contains("mptcp");
        assertThat(read(Protocol.TCP, join(struct, attribute(InetDiag.INET_DIAG_ULP_INFO)))
                        .info())
                .isEmpty();
    }

    @Test
    void nothingIsMeasuredOfWhatWasNeverEstablished() throws Exception {
        byte[] info = new byte[232];
        Arrays.fill(info, (byte) 7);
        byte[] upper =
                attribute(InetDiag.INET_DIAG_ULP_INFO, attribute(1, "mptcp\0".getBytes(StandardCharsets.US_ASCII)));
        for (int state : new int[] {InetDiag.TCP_LISTEN, InetDiag.TCP_SYN_SENT, InetDiag.TCP_CLOSE}) {
            byte[] struct = join(socket(Sockets.AF_INET, state, CONNECTION), attribute(2, info));
            assertThat(read(Protocol.TCP, struct).info()).isEmpty();
            assertThat(read(Protocol.TCP, join(struct, upper)).info())
                    .contains(new TcpInfo(0, 0, 0, 0, 0, 0, Optional.of("mptcp")));
        }
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        long seed = 20_260_107;
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            boolean ipv4 = random.nextBoolean();
            InetDiagSockId id =
                    new InetDiagSockId(end(random, ipv4), end(random, ipv4), random.nextInt(), random.nextLong());
            Entry entry = read(Protocol.UDP, socket(ipv4 ? Sockets.AF_INET : Sockets.AF_INET6, 7, id));
            assertThat(new InetDiagSockId(entry.local(), entry.remote(), entry.interfaceIndex(), entry.cookie()))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(id);
        }
    }

    @Test
    void anyBytesGiveAnEntryOrANamedException() {
        long seed = 20_260_108;
        Random random = new Random(seed);
        int read = 0;
        int malformed = 0;
        for (int round = 0; round < 200_000; round++) {
            ByteBuffer bytes = ScriptedWire.together(Structs.noise(random, 400));
            if (bytes.limit() > InetDiagMsg.SIZE && random.nextInt(10) != 0) {
                bytes.put(0, (byte) (random.nextBoolean() ? Sockets.AF_INET : Sockets.AF_INET6));
                bytes.put(1, (byte) (1 + random.nextInt(13)));
                attributes(random, bytes);
            }
            try {
                new EntryReader(random.nextInt(4) == 0 ? Protocol.UDP : Protocol.TCP).read(bytes, 0, bytes.limit());
                read++;
            } catch (MalformedException expected) {
                malformed++;
                assertThat(expected).hasMessageMatching("(netlink|inet_diag_msg): .*");
            } catch (RuntimeException leak) {
                throw new AssertionError("seed " + seed + ", round " + round, leak);
            }
        }
        assertThat(read).isGreaterThan(10_000); // or the bytes were too random to prove anything
        assertThat(malformed).isGreaterThan(10_000);
    }

    /** Cuts into attributes, of which some go too far. */
    private static void attributes(Random random, ByteBuffer bytes) {
        int at = InetDiagMsg.SIZE;
        while (at + 4 <= bytes.limit()) {
            int length = 4 + random.nextInt(Math.min(150, bytes.limit() - at - 3 + random.nextInt(2)));
            bytes.putShort(at, (short) length);
            bytes.putShort(at + 2, (short) (random.nextInt(3) == 0 ? InetDiag.INET_DIAG_ULP_INFO : random.nextInt(3)));
            at += Netlink.align(length);
        }
        if (random.nextBoolean()) {
            bytes.limit(Math.min(bytes.capacity(), at)); // as the kernel pads
        }
    }

    @Test
    void whatIsTooShortIsNamed() {
        byte[] cut = Arrays.copyOf(Structs.listener(80), InetDiagMsg.SIZE - 1);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> read(Protocol.TCP, cut))
                .withMessage("inet_diag_msg: only 71 bytes");
    }

    private static Endpoint end(Random random, boolean ipv4) {
        IpAddress address =
                ipv4 ? IpAddress.ipv4(random.nextInt()) : IpAddress.ipv6(random.nextLong(), random.nextLong());
        return new Endpoint(address, random.nextInt(65_536));
    }

    private static Entry read(Protocol pool, byte[] payload) throws MalformedException {
        // Not from the start: places count from the start of the buffer.
        ByteBuffer bytes = ScriptedWire.together(new byte[20], payload);
        return new EntryReader(pool).read(bytes, 20, bytes.limit());
    }
}
