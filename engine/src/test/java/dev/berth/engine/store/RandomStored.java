package dev.berth.engine.store;

import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Any reservation or exclusion that there can be. */
final class RandomStored {
    private RandomStored() {}

    static Stored next(Random random) {
        Protocol protocol = pick(random, Protocol.values());
        int start = 1 + random.nextInt(PortBlock.MAX_PORT);
        PortBlock block = PortBlock.of(start, 1 + random.nextInt(PortBlock.MAX_PORT + 1 - start));
        Instant since = Instant.ofEpochSecond(random.nextInt());
        if (random.nextInt(4) == 0) {
            return new StoredExclusion(protocol, block, since);
        }
        List<Consumer> consumers = new ArrayList<>();
        for (int count = random.nextInt(6); count > 0; count--) {
            OptionalLong id = OptionalLong.of(random.nextLong(ConsumerRights.MAX_ID + 1));
            consumers.add(
                    switch (random.nextInt(3)) {
                        case 0 -> new Consumer.User(text(random), id);
                        case 1 -> new Consumer.Group(text(random), id);
                        default -> Consumer.cgroup("/a" + random.nextInt(9) + "/ä\"\\" + random.nextInt(9));
                    });
        }
        return new StoredReservation(
                protocol,
                block,
                random.nextBoolean() ? Optional.of("n" + random.nextInt(1000)) : Optional.empty(),
                consumers,
                pick(random, Deny.values()),
                pick(random, LowPorts.values()),
                since);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length >= 0; length--) {
            int point = random.nextInt(0xD800);
            text.appendCodePoint(point);
        }
        return text.toString();
    }

    private static <T> T pick(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }
}
