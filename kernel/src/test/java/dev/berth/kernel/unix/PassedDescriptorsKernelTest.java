package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever passes a descriptor that is slow to close holds nobody up. */
class PassedDescriptorsKernelTest {
    private static final long PATIENCE_SECONDS = 20;

    private final List<Runnable> elsewhere = new ArrayList<>();

    @Test
    void aSocketThatLingersIsClosedAtOnce() throws Exception {
        try (LingeringSocket lingering = new LingeringSocket();
                Connected pair = new Connected()) {
            pair.client.send(Connected.bytes("x"), List.of(lingering.fd()));
            lingering.fd().close();
            pair.received();
            inTime(() -> PassedDescriptors.close(pair.descriptors, elsewhere::add));
            assertThat(pair.descriptors).allMatch(Fd::isClosed);
            assertThat(elsewhere).isEmpty();
        }
    }

    @Test
    void aSocketThatLingersInAQueueIsClosedWithTheConnectionAtOnce() throws Exception {
        try (LingeringSocket lingering = new LingeringSocket();
                Connected pair = new Connected()) {
            for (int i = 0; i < 5; i++) {
                pair.client.send(Connected.bytes("x"), List.of(lingering.fd()));
            }
            lingering.fd().close();
            inTime(() -> pair.stream.close(elsewhere::add));
            assertThat(elsewhere).isEmpty();
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
        }
    }

    @Test
    void aSocketThatLingersInTheQueueOfWhoWasNeverAcceptedIsClosedAtOnce() throws Exception {
        String name = Connected.freeName();
        UnixListener listener = UnixListener.abstractly(name);
        try (LingeringSocket lingering = new LingeringSocket();
                UnixClient client = UnixClient.connect(name)) {
            client.send(Connected.bytes("x"), List.of(lingering.fd()));
            lingering.fd().close();
            inTime(() -> listener.close(elsewhere::add));
        }
    }

    @Test
    void whatMayTakeLongIsClosedElsewhere() throws IOException {
        try (Connected pair = new Connected();
                Fd file = Fcntl.open("/dev/zero", Fcntl.O_RDONLY, 0);
                Fd unix = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0, "unix");
                Fd udp = Sockets.socket(Sockets.AF_INET6, Sockets.SOCK_DGRAM, 0, "udp")) {
            pair.client.send(Connected.bytes("x"), List.of(file, unix, udp));
            pair.received();
            PassedDescriptors.close(pair.descriptors, elsewhere::add);
            assertThat(pair.descriptors).extracting(Fd::isClosed).containsExactly(false, false, true);
            elsewhere.forEach(Runnable::run);
            assertThat(pair.descriptors).allMatch(Fd::isClosed);
        }
    }

    @Test
    void whatLiesInAQueueIsClosedElsewhereToo() throws IOException {
        try (Connected pair = new Connected();
                Fd file = Fcntl.open("/dev/zero", Fcntl.O_RDONLY, 0)) {
            for (int i = 0; i < 10; i++) {
                pair.client.send(Connected.bytes("x"), List.of(file, file));
            }
            pair.stream.close(elsewhere::add);
            assertThat(elsewhere).hasSize(20);
            assertThat(copies()).isEqualTo(1 + 20);
            elsewhere.forEach(Runnable::run);
            assertThat(copies()).isEqualTo(1);
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
