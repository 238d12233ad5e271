package dev.berth.kernel.unix;

import static dev.berth.kernel.unix.Connected.bytes;
import static dev.berth.kernel.unix.Connected.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bytes and descriptors over a connection. */
class UnixStreamKernelTest {
    private static final int FD_CLOEXEC = 1;
    private static final int F_GETFD = 1;

    private final Connected pair = connected();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void bytesGoBothWays() throws SyscallException {
        assertThat(pair.received()).isEqualTo("nothing");
        pair.client.send(bytes("a question"));
        assertThat(pair.received()).isEqualTo("a question");
        assertThat(pair.received()).isEqualTo("nothing");
        assertThat(pair.stream.send(bytes("an answer"), pair.buffer)).isTrue();
        assertThat(text(pair.client.receive())).isEqualTo("an answer");
    }

    @Test
    void theEndIsTold() throws SyscallException {
        pair.client.send(bytes("the last word"));
        pair.client.close();
        assertThat(pair.received()).isEqualTo("the last word");
        assertThat(pair.received()).isEqualTo("the end");
        assertThat(pair.received()).isEqualTo("the end");
    }

    @Test
    void afterAShutdownTheOtherEndReadsToTheEnd() throws SyscallException {
        pair.stream.send(bytes("the last word"), pair.buffer);
        pair.stream.shutdown();
        assertThat(text(pair.client.receive())).isEqualTo("the last word");
        assertThat(pair.client.receive().hasRemaining()).isFalse();
        pair.client.send(bytes("thank you"));
        assertThat(pair.received()).isEqualTo("thank you");
    }

    @Test
    void sendingStopsWhereTheOtherEndDoesNotReadAndGoesOnWhenItDoes() throws SyscallException {
        ByteBuffer much = ByteBuffer.allocate(4 * 1024 * 1024);
        for (int i = 0; i < much.capacity(); i++) {
            much.put(i, (byte) (i % 251));
        }
        long read = 0;
        while (read < much.capacity()) {
            int before;
            do {
                before = much.position();
                assertThat(pair.stream.send(much, pair.buffer)).isEqualTo(!much.hasRemaining());
                assertThat(much.position() - before).isLessThanOrEqualTo(MessageBuffer.SIZE);
            } while (much.position() != before && much.hasRemaining());
            for (ByteBuffer got = pair.client.receive(); ; got = pair.client.receive()) {
                while (got.hasRemaining()) {
                    assertThat(got.get()).isEqualTo((byte) (read++ % 251));
                }
                if (read == much.position()) {
                    break;
                }
            }
        }
    }

    @Test
    void whoReadsNoMoreIsNoSignalButAnError() {
        pair.client.close();
        assertRefused(Errno.EPIPE, () -> pair.stream.send(bytes("hello?"), pair.buffer));
    }

    @Test
    void whoClosesWithSomethingUnreadResetsAfterWhatItHadSent() throws SyscallException {
        pair.stream.send(bytes("unread"), pair.buffer);
        pair.client.send(bytes("the last word"));
        pair.client.close();
        assertThat(pair.received()).isEqualTo("the last word");
        assertRefused(Errno.ECONNRESET, pair::received);
    }

    @Test
    void asManyDescriptorsComeAsAMessageCanHave() throws IOException {
        try (Fd file = Fcntl.open("/dev/zero", Fcntl.O_RDONLY, 0)) {
            pair.client.send(bytes("take these"), Collections.nCopies(253, file));
        }
        assertThat(pair.received()).isEqualTo("take these");
        assertThat(pair.descriptors).hasSize(253);
        assertThat(pair.descriptors).extracting(Fd::number).doesNotHaveDuplicates();
        for (Fd descriptor : pair.descriptors) {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor.number()));
            assertThat(target).isEqualTo(Path.of("/dev/zero"));
            assertThat(Syscall.call(SyscallNumber.FCNTL, "F_GETFD", descriptor.number(), F_GETFD))
                    .isEqualTo(FD_CLOEXEC);
        }
    }

    @Test
    void descriptorsComeWithTheirOwnBytesAlone() throws IOException {
        try (Fd file = Fcntl.open("/dev/zero", Fcntl.O_RDONLY, 0)) {
            pair.client.send(bytes("before "));
            pair.client.send(bytes("with "), List.of(file));
            pair.client.send(bytes("after"));
        }
        List<String> received = new ArrayList<>();
        for (String next = pair.received(); !next.equals("nothing"); next = pair.received()) {
            received.add(next + pair.descriptors.size());
        }
        assertThat(String.join("", received)).isEqualTo("before with 1after1");
    }

    @Test
    void aMessageWithoutDescriptorsAfterOneWithThemHasNone() throws IOException {
        try (Fd file = Fcntl.open("/dev/zero", Fcntl.O_RDONLY, 0)) {
            pair.client.send(bytes("with"), List.of(file));
            pair.received();
            pair.client.send(bytes("without"));
            pair.received();
        }
        assertThat(pair.descriptors).hasSize(1);
    }

    @Test
    void closingTwiceIsClosingOnce() {
        pair.stream.close();
        pair.stream.close();
        pair.client.close();
        pair.client.close();
        pair.listener.close();
        pair.listener.close();
    }

    private static void assertRefused(Errno errno, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(call)
                .extracting(SyscallException::errno)
                .isEqualTo(errno);
    }

    private static Connected connected() {
        try {
            return new Connected();
        } catch (SyscallException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
