package dev.berth.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.kernel.unix.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BtfTest {
    private static final String STRINGS = "\0int\0cgroup\0ancestors\0func_id\0SET_RETVAL\0BIG\0task\0";
    /** An int, a struct with one field, an enum, an enum of 64 bits, and a function. */
    private static final int[] TYPES = {
        name("int"),
        1 << 24,
        4,
        0x20,
        name("cgroup"),
        4 << 24 | 1,
        8,
        name("ancestors"),
        1,
        0,
        name("func_id"),
        6 << 24 | 1,
        4,
        name("SET_RETVAL"),
        187,
        name("func_id"),
        19 << 24 | 1,
        8,
        name("BIG"),
        1,
        1,
        name("task"),
        12 << 24,
        1
    };

    @Test
    void whatIsThereIsFoundByKindAndName() throws Exception {
        Btf btf = Btf.of(btf());
        assertThat(btf.hasMember("cgroup", "ancestors")).isTrue();
        assertThat(btf.hasMember("cgroup", "ancestor")).isFalse();
        assertThat(btf.hasMember("func_id", "SET_RETVAL")).isFalse();
        assertThat(btf.hasEnumerator("SET_RETVAL")).isTrue();
        assertThat(btf.hasEnumerator("BIG")).isTrue();
        assertThat(btf.hasEnumerator("RETVAL")).isFalse();
        assertThat(btf.hasFunction("task")).isTrue();
        assertThat(btf.hasFunction("cgroup")).isFalse();
    }

    @Test
    void anotherMagicNumberIsRefused() {
        ByteBuffer bytes = btf().putShort(0, (short) 0x7f45);
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Btf.of(bytes));
    }

    @Test
    void anyBytesGiveAnAnswerOrANamedException() {
        long seed = 20_260_107;
        Random random = new Random(seed);
        int answers = 0;
        for (int round = 0; round < 100_000; round++) {
            ByteBuffer bytes = btf();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                bytes.put(random.nextInt(bytes.limit()), (byte) random.nextInt(256));
            }
            try {
                Btf btf = Btf.of(bytes.limit(bytes.limit() - (random.nextBoolean() ? 0 : random.nextInt(80))));
                answers += btf.hasMember("cgroup", "absent") || btf.hasFunction("absent") ? 0 : 1;
            } catch (MalformedException expected) {
                assertThat(expected).hasMessageStartingWith("BTF: ");
            } catch (RuntimeException leak) {
                throw new AssertionError("seed " + seed + ", round " + round, leak);
            }
        }
        assertThat(answers).isGreaterThan(10_000);
    }

    private static int name(String name) {
        return STRINGS.indexOf("\0" + name + "\0") + 1;
    }

    private static ByteBuffer btf() {
        byte[] strings = STRINGS.getBytes(StandardCharsets.US_ASCII);
        int typeBytes = TYPES.length * Integer.BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(24 + typeBytes + strings.length).order(ByteOrder.nativeOrder());
        bytes.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0);
        bytes.putInt(24).putInt(0).putInt(typeBytes).putInt(typeBytes).putInt(strings.length);
        for (int word : TYPES) {
            bytes.putInt(word);
        }
        return bytes.put(strings).flip();
    }
}
