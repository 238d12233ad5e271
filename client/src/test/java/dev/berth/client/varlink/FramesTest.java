package dev.berth.client.varlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However the bytes are cut, the same messages come out. */
class FramesTest {
    private static final int ROUNDS = 2_000;
    private static final List<JsonObject> MESSAGES = List.of(
            new JsonObject(),
            new JsonObject().with("method", "dev.berth.Ports.List").with("é€😀", "\0"),
            new JsonObject().with("n", 1));

    @Test
    void messagesComeOutOfEverySplit() throws MalformedMessageException {
        byte[] stream = stream();
        for (int one = 0; one <= stream.length; one++) {
            for (int two = one; two <= stream.length; two++) {
                Frames frames = new Frames(100);
                List<JsonObject> read = new ArrayList<>();
                take(frames, ByteBuffer.wrap(stream, 0, one), read);
                take(frames, ByteBuffer.wrap(stream, one, two - one), read);
                take(frames, ByteBuffer.wrap(stream, two, stream.length - two), read);
                assertThat(read).as("cut at %d and %d", one, two).isEqualTo(MESSAGES);
                assertThat(frames.kept()).isZero();
            }
        }
    }

    @Test
    void messagesComeOutOfBuffersOfAnyKind() throws MalformedMessageException {
        byte[] stream = stream();
        ByteBuffer direct = ByteBuffer.allocateDirect(stream.length).put(stream).flip();
        ByteBuffer readOnly = ByteBuffer.wrap(stream).asReadOnlyBuffer();
        ByteBuffer slice = ByteBuffer.allocate(stream.length + 7)
                .position(7)
                .slice()
                .put(stream)
                .flip();
        for (ByteBuffer bytes : List.of(direct, readOnly, slice)) {
            List<JsonObject> read = new ArrayList<>();
            take(new Frames(100), bytes, read);
            assertThat(read).as("%s", bytes).isEqualTo(MESSAGES);
        }
    }

    @Test
    void longMessagesGrowFromPieces() throws MalformedMessageException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            JsonObject message = new JsonObject().with("a", "x".repeat(random.nextInt(5_000)));
            ByteBuffer stream = Frames.of(message);
            Frames frames = new Frames(5_010);
            Optional<JsonObject> read = Optional.empty();
            while (stream.hasRemaining()) {
                assertThat(read).isEmpty();
                ByteBuffer piece = stream.slice(stream.position(), 1 + random.nextInt(stream.remaining()));
                stream.position(stream.position() + piece.limit());
                read = frames.next(piece);
                assertThat(piece.hasRemaining()).isFalse();
            }
            assertThat(read).as("seed %d, round %d", seed, round).contains(message);
        }
    }

    @Test
    void oneMessageIsTakenAndTheNextOneStays() throws MalformedMessageException {
        ByteBuffer bytes = ByteBuffer.wrap("{}\0{\"a\":".getBytes(StandardCharsets.UTF_8));
        Frames frames = new Frames(100);
        assertThat(frames.next(bytes)).contains(new JsonObject());
        assertThat(bytes.position()).isEqualTo(3);
        assertThat(frames.kept()).isZero();
        assertThat(frames.next(bytes)).isEmpty();
        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(frames.kept()).isPositive();
    }

    @Test
    void aMessageOfTheMostValuesPassesAndOneMoreDoesNot() throws MalformedMessageException {
        String message = "{\"a\":[1,{\"b\":true},[]]}\0";
        assertThat(new Frames(100, 5).next(bytes(message))).isPresent();
        assertThatThrownBy(() -> new Frames(100, 4).next(bytes(message)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("a message of more than 4 values");
    }

    @Test
    void aMessageOfTheLongestKindPassesAndOneByteMoreDoesNot() throws MalformedMessageException {
        String longest = "{\"a\":\"12345\"}";
        int limit = longest.length();
        for (int cut = 0; cut <= limit; cut++) {
            Frames frames = new Frames(limit);
            frames.next(bytes(longest.substring(0, cut)));
            assertThat(frames.next(bytes(longest.substring(cut) + "\0"))).isPresent();

            Frames narrow = new Frames(limit - 1);
            String begun = longest.substring(0, cut);
            assertThatThrownBy(() -> {
                        narrow.next(bytes(begun));
                        narrow.next(bytes(longest.substring(begun.length()) + "\0"));
                    })
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessage("a message of more than " + (limit - 1) + " bytes");
        }
    }

    @Test
    void anEndlessMessageIsRefusedBeforeItEnds() throws MalformedMessageException {
        Frames frames = new Frames(1_000);
        for (int i = 0; i < 10; i++) {
            frames.next(bytes("x".repeat(100)));
        }
        assertThatThrownBy(() -> frames.next(bytes("x"))).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aLoneNulIsNoMessage() {
        assertThatThrownBy(() -> new Frames(100).next(bytes("\0"))).isInstanceOf(MalformedMessageException.class);
    }

    private static byte[] stream() {
        StringBuilder stream = new StringBuilder();
        MESSAGES.forEach(message -> stream.append(message).append('\0'));
        return stream.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void take(Frames frames, ByteBuffer bytes, List<JsonObject> into) throws MalformedMessageException {
        while (bytes.hasRemaining()) {
            frames.next(bytes).ifPresent(into::add);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
