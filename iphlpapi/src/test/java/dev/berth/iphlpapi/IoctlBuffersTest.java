package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IoctlBuffersTest {
    private static final int IN = INET_PORT_RANGE.SIZE;
    private static final int OUT = INET_PORT_RESERVATION_INSTANCE.SIZE;

    @Test
    @DisplayName("R4 An input or output that is null or too small: 10022, and 0 bytes returned")
    void tooSmall() {
        for (ByteBuffer in :
                new ByteBuffer[] {null, bytes(0), bytes(IN - 1), bytes(IN).position(1)}) {
            assertThat(refusal(in, bytes(OUT), IN, OUT)).as("%s", in).contains(Code.WSAEINVAL);
        }
        for (ByteBuffer out :
                new ByteBuffer[] {null, bytes(0), bytes(OUT - 1), bytes(OUT + 5).limit(OUT - 1)}) {
            assertThat(refusal(bytes(IN), out, IN, OUT)).as("%s", out).contains(Code.WSAEINVAL);
        }
    }

    @Test
    void whatIsLargerThanItTakesWillDo() {
        assertThat(refusal(bytes(IN), bytes(OUT), IN, OUT)).isEmpty();
        assertThat(refusal(bytes(IN + 9), bytes(OUT + 9), IN, OUT)).isEmpty();
        assertThat(refusal(bytes(IN), null, IN, 0)).isEmpty();
        assertThat(refusal(bytes(IN), bytes(0), IN, 0)).isEmpty();
    }

    @Test
    void anOutputThatIsNotUsedHasToHaveNoRoom() {
        assertThat(refusal(bytes(IN), bytes(1), IN, 0)).contains(Code.WSAEINVAL);
    }

    @Test
    void nowhereToSayHowManyBytesIsABadPointer() {
        for (int[] returned : new int[][] {null, {}, {7, 7}}) {
            var buffers = new IoctlBuffers(bytes(IN), bytes(OUT), returned);
            buffers.handOutNothing();
            assertThat(code(buffers.refusal(IN, OUT))).contains(Code.WSAEFAULT);
            if (returned != null) {
                assertThat(returned).doesNotContain(0);
            }
        }
    }

    @Test
    void anOutputThatCannotBeWrittenIsABadPointerAndAnInputMayBeReadOnly() {
        assertThat(refusal(bytes(IN), bytes(OUT).asReadOnlyBuffer(), IN, OUT)).contains(Code.WSAEFAULT);
        assertThat(refusal(bytes(IN).asReadOnlyBuffer(), bytes(OUT), IN, OUT)).isEmpty();
    }

    @Test
    void structuresAreReadAndWrittenAtThePositionWhichStays() {
        ByteBuffer in = bytes(3 + IN).position(3);
        new INET_PORT_RANGE((short) 1, (short) 2).write(in, 3);
        ByteBuffer out = ByteBuffer.allocate(5 + OUT).position(5);
        int[] returned = {7};
        var buffers = new IoctlBuffers(in, out, returned);
        assertThat(buffers.refusal(IN, OUT)).isEmpty();
        assertThat(buffers.<INET_PORT_RANGE>in(INET_PORT_RANGE::read))
                .isEqualTo(new INET_PORT_RANGE((short) 1, (short) 2));
        var instance = new INET_PORT_RESERVATION_INSTANCE((short) 3, (short) 4, 5);
        buffers.out(instance);
        assertThat(INET_PORT_RESERVATION_INSTANCE.read(out, 5)).isEqualTo(instance);
        assertThat(returned).containsExactly(OUT);
        assertThat(List.of(in.position(), out.position())).containsExactly(3, 5);
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size);
    }

    private static Optional<Code> refusal(@Nullable ByteBuffer in, @Nullable ByteBuffer out, int inSize, int outSize) {
        int[] returned = {7};
        var buffers = new IoctlBuffers(in, out, returned);
        buffers.handOutNothing();
        Optional<Code> code = code(buffers.refusal(inSize, outSize));
        assertThat(returned).containsExactly(0);
        return code;
    }

    private static Optional<Code> code(Optional<Outcome<String>> refusal) {
        return refusal.map(Outcome::code);
    }
}
