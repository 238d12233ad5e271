package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.Deny;
import dev.berth.api.Lifetime;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.Origin;
import dev.berth.kernel.Rights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReservationStructTest {
    private static final Token TOKEN = new Token(7);

    @Test
    void whateverIsWrittenIsReadAgain() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            GuardEntry entry = entry(random);
            assertThat(ReservationStruct.read(TOKEN, ReservationStruct.write(entry)))
                    .as("seed %d", seed)
                    .isEqualTo(entry);
        }
    }

    @Test
    void anyBytesAreAnEntryOrRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = ReservationStruct.write(entry(random)).array();
            for (int change = random.nextInt(8); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                ReservationStruct.read(TOKEN, ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
            } catch (IllegalArgumentException refused) {
                assertThat(refused).as("seed %d", seed).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void aPathIsStoredAsItsPartsEachEndedByNul() {
        GuardEntry entry = withCgroups(List.of("/a/bc", "/d"));
        ByteBuffer bytes = ReservationStruct.write(entry);
        byte[] paths = new byte[8];
        bytes.get(216, paths);
        assertThat(new String(paths, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("a\0bc\0d\0\0");
    }

    @Test
    void moreThanAnEntryHoldsIsRefused() {
        List<Long> users = IntStream.rangeClosed(0, Rights.MAX_USERS)
                .mapToObj(i -> (long) i)
                .toList();
        assertThatThrownBy(() -> ReservationStruct.write(with(new Rights(users, List.of(), List.of()))))
                .hasMessageContaining("17 ids in an entry that holds 16");
        String deep = "/x".repeat(Rights.MAX_DEPTH + 1);
        assertThatThrownBy(() -> ReservationStruct.write(withCgroups(List.of(deep))))
                .hasMessageContaining("more than an entry holds");
        String longest = "/" + "y".repeat(Rights.MAX_PATH_BYTES - 1);
        assertThat(ReservationStruct.write(withCgroups(List.of(longest))).remaining())
                .isEqualTo(ReservationStruct.SIZE);
        assertThatThrownBy(() -> ReservationStruct.write(withCgroups(List.of(longest + "y"))))
                .hasMessageContaining("more than an entry holds");
    }

    private static GuardEntry withCgroups(List<String> cgroups) {
        return with(new Rights(List.of(), List.of(), cgroups));
    }

    private static GuardEntry with(Rights rights) {
        return new GuardEntry(
                TOKEN,
                State.PERSISTENT,
                Protocol.TCP,
                PortBlock.of(80),
                Deny.EACCES,
                LowPorts.PRIVILEGED,
                Life.NOBODY,
                rights);
    }

    private static GuardEntry entry(Random random) {
        return new GuardEntry(
                TOKEN,
                any(random, State.values()),
                any(random, Protocol.values()),
                PortBlock.of(random.nextInt(65_536), random.nextInt(65_536)),
                any(random, Deny.values()),
                any(random, LowPorts.values()),
                new Life(random.nextInt(), random.nextLong()),
                new Rights(ids(random), ids(random), paths(random)),
                any(random, Lifetime.values()),
                Instant.ofEpochSecond(Integer.toUnsignedLong(random.nextInt())),
                new Origin(Integer.toUnsignedLong(random.nextInt()), random.nextLong()),
                new Token(random.nextLong()));
    }

    @SafeVarargs
    private static <T> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    private static List<Long> ids(Random random) {
        return random.longs(random.nextInt(17), 0, 1L << 32).boxed().toList();
    }

    private static List<String> paths(Random random) {
        return IntStream.range(0, random.nextInt(9))
                .mapToObj(i -> IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(part -> "/" + "ä.slice".repeat(1 + random.nextInt(2)))
                        .collect(Collectors.joining()))
                .toList();
    }
}
