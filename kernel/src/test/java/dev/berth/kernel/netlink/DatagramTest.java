package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.ScriptedWire.message;
import static dev.berth.kernel.netlink.ScriptedWire.number;
import static dev.berth.kernel.netlink.ScriptedWire.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.kernel.Errno;
import dev.berth.kernel.unix.MalformedException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DatagramTest {
    @Test
    void messagesOfAnyLengthAreWalkedOver() throws Exception {
        long seed = 20_260_105;
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            byte[] one = Structs.noise(random, 40);
            byte[] other = Structs.noise(random, 40);
            int type = random.nextInt(65_536);
            int flags = random.nextInt(65_536);
            int sequence = random.nextInt();
            ByteBuffer bytes = together(message(type, flags, sequence, one), message(flags, type, ~sequence, other));
            Datagram datagram = new Datagram(bytes);
            assertThat(datagram.next()).as("seed %d, round %d", seed, round).isTrue();
            assertThat(datagram.type()).isEqualTo(type);
            assertThat(datagram.flags()).isEqualTo(flags);
            assertThat(datagram.sequence()).isEqualTo(sequence);
            assertThat(payload(bytes, datagram)).isEqualTo(one);
            assertThat(datagram.next()).isTrue();
            assertThat(datagram.sequence()).isEqualTo(~sequence);
            assertThat(payload(bytes, datagram)).isEqualTo(other);
            assertThat(datagram.next()).isFalse();
        }
    }

    @Test
    void anyBytesGiveMessagesOrANamedException() {
        long seed = 20_260_106;
        Random random = new Random(seed);
        int walked = 0;
        int malformed = 0;
        for (int round = 0; round < 200_000; round++) {
            ByteBuffer bytes = noise(random);
            try {
                Datagram datagram = new Datagram(bytes);
                for (int messages = 0; datagram.next(); messages++) {
                    walked++;
                    assertThat(messages).isLessThan(bytes.limit());
                    assertThat(datagram.payload()).isLessThanOrEqualTo(datagram.payloadEnd());
                    assertThat(datagram.payloadEnd()).isLessThanOrEqualTo(bytes.limit());
                    assertThat(datagram.error()).isNotNull();
                }
            } catch (MalformedException expected) {
                malformed++;
                assertThat(expected).hasMessageStartingWith("netlink: ");
            } catch (RuntimeException | AssertionError leak) {
                throw new AssertionError("seed " + seed + ", round " + round, leak);
            }
        }
        assertThat(walked).isGreaterThan(10_000); // or the bytes were too random to prove anything
        assertThat(malformed).isGreaterThan(10_000);
    }

    @Test
    void anErrorIsItsNumberAndSuccessIsNone() throws Exception {
        assertThat(error(Netlink.NLMSG_ERROR, number(-2))).containsExactly(Errno.ENOENT);
        assertThat(error(Netlink.NLMSG_ERROR, number(0))).isEmpty();
        assertThat(error(Netlink.NLMSG_DONE, number(-105))).containsExactly(Errno.ENOBUFS);
        assertThat(error(Netlink.NLMSG_DONE)).isEmpty();
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> error(Netlink.NLMSG_ERROR, (byte) 1, (byte) 2, (byte) 3));
    }

    private static List<Errno> error(int type, byte... payload) throws MalformedException {
        Datagram datagram = new Datagram(together(message(type, 0, 1, payload)));
        assertThat(datagram.next()).isTrue();
        return datagram.error().stream().toList();
    }

    private static byte[] payload(ByteBuffer bytes, Datagram datagram) {
        byte[] payload = new byte[datagram.payloadEnd() - datagram.payload()];
        bytes.get(datagram.payload(), payload);
        return payload;
    }

    /** Half of them all noise, half with lengths that may be true. */
    private static ByteBuffer noise(Random random) {
        ByteBuffer bytes = together(Structs.noise(random, 300));
        if (bytes.limit() >= Netlink.NLMSG_HDRLEN && random.nextBoolean()) {
            bytes.putInt(0, random.nextBoolean() ? bytes.limit() : random.nextInt(bytes.limit() + 2));
            bytes.putShort(Netlink.NLMSG_TYPE, (short) random.nextInt(5));
        }
        return bytes;
    }
}
