package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever passes a descriptor that is slow to close does not hold up who closes the connection. */
class UnixStreamClosingKernelTest {
    private static final long PATIENCE_SECONDS = 20;
    private static final int MSG_OOB = 1;

    private final List<Runnable> elsewhere = new ArrayList<>();

    @Test
    void aConnectionOfWhichEverythingWasReceivedIsClosedAtOnce() throws IOException {
        try (Connected pair = new Connected()) {
            pair.client.send(Connected.bytes("x"));
            pair.received();
            pair.stream.close(elsewhere::add);
            assertThat(elsewhere).isEmpty();
            assertThat(pair.stream.fd().isClosed()).isTrue();
        }
    }

    @Test
    void whatLiesInAQueueIsClosedElsewhereWithTheConnectionAndNotReceived() throws Exception {
        try (Connected pair = new Connected();
                LingeringSocket lingering = new LingeringSocket();
                Fd file = Fcntl.open("/dev/zero", Fcntl.O_RDONLY, 0)) {
            for (int i = 0; i < 10; i++) {
                pair.client.send(Connected.bytes("x"), List.of(file, lingering.fd(), file));
            }
            lingering.fd().close();
            inTime(() -> pair.stream.close(elsewhere::add));
            assertThat(elsewhere).hasSize(1);
            assertThat(copies()).isEqualTo(1);
            assertThat(pair.client.receive().hasRemaining()).isFalse(); // the end is told without waiting for that
            lingering.release();
            elsewhere.forEach(Runnable::run);
            assertThat(pair.stream.fd().isClosed()).isTrue();
        }
    }

    @Test
    void whoeverPassedItMayBeGoneAlready() throws Exception {
        try (LingeringSocket lingering = new LingeringSocket();
                Connected pair = new Connected()) {
            pair.stream.send(Connected.bytes("unread, so that it resets"), pair.buffer);
            pair.client.send(Connected.bytes("x"), List.of(lingering.fd()));
            pair.client.close();
            lingering.fd().close();
            inTime(() -> pair.stream.close(elsewhere::add));
            assertThat(elsewhere).hasSize(1);
            lingering.release();
            elsewhere.forEach(Runnable::run);
        }
    }

    @Test
    void soDoesWhatIsInTheQueueOfWhoWasNeverAccepted() throws Exception {
        String name = Connected.freeName();
        UnixListener listener = UnixListener.abstractly(name);
        try (LingeringSocket lingering = new LingeringSocket();
                UnixClient client = UnixClient.connect(name)) {
            client.send(Connected.bytes("x"), List.of(lingering.fd()));
            lingering.fd().close();
            inTime(() -> listener.close(elsewhere::add));
            assertThat(elsewhere).hasSize(1);
            lingering.release();
            elsewhere.forEach(Runnable::run);
        }
    }

    /** Else the kernel passes by it, and closes what came with it, while it receives what was sent after it. */
    @Test
    void whatIsSentOutOfBandIsReceivedWithItsDescriptors() throws IOException {
        String name = Connected.freeName();
        List<Fd> descriptors = new ArrayList<>();
        try (UnixListener listener = UnixListener.abstractly(name);
                Fd sender = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0, "sender");
                MessageBuffer buffer = new MessageBuffer();
                Fd file = Fcntl.open("/dev/zero", Fcntl.O_RDONLY, 0)) {
            new UnixAddress(name).connect(sender);
            try (UnixStream stream = listener.accept().orElseThrow()) {
                long message = buffer.toSend(Connected.bytes("x"), List.of(file));
                assumeFalse(isRefused(sender, message), "this kernel has no MSG_OOB for Unix sockets");
                Syscall.call(SyscallNumber.SENDMSG, "after", sender.number(), buffer.toSend(Connected.bytes("y")), 0);
                assertThat(stream.receive(buffer, descriptors)).isPositive();
                assertThat(Connected.text(buffer.bytes())).startsWith("x");
                assertThat(copies()).isEqualTo(1 + descriptors.size());
            }
        } finally {
            descriptors.forEach(Fd::close);
        }
        assertThat(descriptors).hasSize(1);
    }

    private static boolean isRefused(Fd sender, long message) throws SyscallException {
        try {
            Syscall.call(SyscallNumber.SENDMSG, "out of band", sender.number(), message, MSG_OOB);
            return false;
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.EOPNOTSUPP)) {
                return true;
            }
            throw refused;
        }
    }

    /** How many descriptors of the file this process has. */
    private static long copies() throws IOException {
        long copies = 0;
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                copies += Files.readSymbolicLink(descriptor).endsWith("zero") ? 1 : 0;
            }
        }
        return copies;
    }

    /** Does something that must come to its end while the other end of the lingering connection does not read. */
    private static void inTime(Runnable closing) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            closing.run();
            done.complete(null);
        });
        done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
