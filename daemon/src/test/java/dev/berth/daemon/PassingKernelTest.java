package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Lifetime;
import dev.berth.client.message.Methods;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.Frames;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.Reply;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import dev.berth.kernel.unix.UnixClient;
import dev.berth.testkit.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of descriptors that come with calls. */
class PassingKernelTest {
    private final Frames frames = new Frames(1 << 20);

    @TempDir
    private Path folder;

    private RunningBerthd berthd;
    private UnixClient client;
    private Fd socket;
    private ByteBuffer unread = ByteBuffer.allocate(0);

    @BeforeEach
    void start() throws Exception {
        berthd = RunningBerthd.in(folder);
        client = UnixClient.connect(berthd.socket.toString());
        socket = Sockets.socket(Sockets.AF_INET, Sockets.SOCK_STREAM, 0, "a socket to pass");
    }

    @AfterEach
    void stop() {
        socket.close();
        client.close();
        berthd.close();
    }

    @Test
    void aDescriptorBelongsToTheCallItWasSentWithThoughOthersWereSentBefore() throws IOException {
        client.send(acquire(1));
        next();
        try (Held _ = berthd.kernel.locks().exclusive(folder.resolve("store/.lock"), Duration.ZERO)) {
            client.send(acquire(2)); // until it is answered nothing more is read, and what follows comes at once
            client.send(acquire(3));
            client.send(acquire(4));
            client.send(acquire(5), List.of(socket));
            client.send(acquire(6));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(next().error()).isEmpty();
        }
        Map<Integer, Lifetime> lifetimes = new HashMap<>();
        for (GuardEntry entry : berthd.kernel.guardHome().entries()) {
            lifetimes.put(entry.block().count(), entry.lifetime());
        }
        assertThat(lifetimes)
                .hasSize(6)
                .containsEntry(5, Lifetime.SOCKET)
                .containsEntry(4, Lifetime.PROCESS)
                .containsEntry(6, Lifetime.PROCESS);
    }

    @Test
    void noCopyIsLeftWhenTheAnswerComes() throws IOException {
        client.send(acquire(1), List.of(socket));
        JsonObject held = next().parameters();
        assertThat(copies()).isEqualTo(1);
        JsonObject token = new JsonObject().with("token", held.requiredText("token"));
        client.send(Frames.of(Call.of(Methods.ASSOCIATE, token).message()), List.of(socket));
        assertThat(next().error()).isEmpty();
        assertThat(copies()).isEqualTo(1);
    }

    @Test
    void whatNobodyWantsIsNotKept() throws IOException {
        client.send(Frames.of(Call.of(Methods.LIST, new JsonObject()).message()), List.of(socket));
        assertThat(next().error()).isEmpty();
        client.send(
                Frames.of(Call.of(Methods.WATCH, new JsonObject()).withMore().message()), List.of(socket));
        assertThat(next().continues()).isTrue();
        Eventually.when("the watch keeps no descriptor", () -> copies() == 1);
    }

    private static ByteBuffer acquire(int count) {
        JsonObject parameters = new JsonObject().with("protocol", "tcp").with("count", count);
        return Frames.of(Call.of(Methods.ACQUIRE, parameters).message());
    }

    private Reply next() throws IOException {
        while (true) {
            Optional<JsonObject> message = frames.next(unread);
            if (message.isPresent()) {
                return Reply.read(message.get());
            }
            ByteBuffer got = client.receive();
            assertThat(got.hasRemaining()).isTrue();
            unread = ByteBuffer.allocate(got.remaining()).put(got).flip();
        }
    }

    /** How many descriptors of the socket this process has, which is berthd's as well. */
    private long copies() throws IOException {
        Path own = Files.readSymbolicLink(Path.of("/proc/self/fd/" + socket.number()));
        long copies = 0;
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    copies += Files.readSymbolicLink(descriptor).equals(own) ? 1 : 0;
                } catch (NoSuchFileException closed) {
                    // It is none.
                }
            }
        }
        return copies;
    }
}
