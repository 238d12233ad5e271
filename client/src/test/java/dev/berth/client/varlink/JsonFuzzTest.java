package dev.berth.client.varlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is written is read as the same; whatever comes is a message or malformed, and nothing else. */
class JsonFuzzTest {
    private static final int MESSAGES = 20_000;
    private static final int BROKEN_MESSAGES = 200_000;
    private static final byte[] TELLING = "{}[]\",:\\u0-9eE.tfn \0\u007f".getBytes(StandardCharsets.UTF_8);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final RandomJson json = new RandomJson(random);

    @Test
    void whatIsWrittenIsReadAsTheSame() throws MalformedMessageException {
        for (int i = 0; i < MESSAGES; i++) {
            JsonObject object = json.object();
            ByteBuffer sent = Frames.of(object);
            assertThat(new Frames(sent.remaining()).next(sent))
                    .as("seed %d, message %d", seed, i)
                    .contains(object);
        }
    }

    @Test
    void brokenMessagesAreMalformedOrOtherMessages() {
        int malformed = 0;
        for (int i = 0; i < BROKEN_MESSAGES; i++) {
            byte[] bytes = broken(bytes(json.object()));
            try {
                // What was read can be written, and is then read as the same.
                JsonObject read = JsonObject.parse(bytes);
                assertThat(JsonObject.parse(bytes(read)))
                        .as("seed %d, message %d", seed, i)
                        .isEqualTo(read);
            } catch (MalformedMessageException expected) {
                malformed++;
            } catch (RuntimeException | StackOverflowError other) {
                throw new AssertionError("seed " + seed + ", message " + i + ": " + Arrays.toString(bytes), other);
            }
        }
        assertThat(malformed).as("seed %d", seed).isBetween(BROKEN_MESSAGES / 4, BROKEN_MESSAGES - 1);
    }

    @Test
    void randomBytesAreMalformedOrMessages() {
        for (int i = 0; i < MESSAGES; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            try {
                Optional<JsonObject> message = new Frames(40).next(ByteBuffer.wrap(bytes));
                assertThat(message.isPresent() && bytes[0] != '{')
                        .as("seed %d, message %d", seed, i)
                        .isFalse();
            } catch (MalformedMessageException expected) {
                assertThat(expected).hasMessageMatching("(no JSON: byte \\d+ should begin|a message of more than) .+");
            }
        }
    }

    /** Cut short, doubled in part, with other bytes here and there. */
    private byte[] broken(byte[] whole) {
        byte[] bytes = whole;
        for (int wounds = 1 + random.nextInt(3); wounds > 0; wounds--) {
            int at = random.nextInt(bytes.length);
            int to = at + random.nextInt(bytes.length - at);
            bytes = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(bytes, Math.max(1, at));
                case 1 -> joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, at, bytes.length));
                case 2 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
                case 3 -> with(bytes, at, TELLING[random.nextInt(TELLING.length)]);
                default -> with(bytes, at, (byte) random.nextInt());
            };
        }
        return bytes;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, Math.max(1, one.length + other.length));
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] with(byte[] bytes, int at, byte other) {
        byte[] changed = bytes.clone();
        changed[at] = other;
        return changed;
    }

    private static byte[] bytes(JsonObject object) {
        return object.toString().getBytes(StandardCharsets.UTF_8);
    }
}
