package dev.berth.client.cooperative;

import dev.berth.api.PortBlock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The ports that are handed out to who does not care which: below what Linux, Windows and macOS assign automatically,
 * apart from what berthd hands out, and without those where well-known servers listen unless told otherwise.
 */
final class Choices {
    static final PortBlock RANGE = PortBlock.between(10_000, 19_999);

    /** Webmin, Zabbix, kubelet, memcached, Ollama, RabbitMQ, Jaeger, Spark, Minecraft, Netdata. */
    private static final int[] WELL_KNOWN = {
        10_000, 10_050, 10_051, 10_248, 10_249, 10_250, 10_255, 10_256, 10_257, 10_259, 11_211, 11_434, 15_671, 15_672,
        15_692, 16_379, 16_686, 18_080, 19_132, 19_999,
    };

    private Choices() {}

    /** Each block of that size once, from somewhere on, so that who asks at once seldom tries the same. */
    static IntStream starts(int count) {
        int places = RANGE.count() - count + 1;
        if (places < 1) {
            return IntStream.empty();
        }
        int first = ThreadLocalRandom.current().nextInt(places);
        IntPredicate wellKnown = start -> IntStream.of(WELL_KNOWN).anyMatch(PortBlock.of(start, count)::contains);
        return IntStream.range(0, places)
                .map(i -> RANGE.start() + (first + i) % places)
                .filter(wellKnown.negate());
    }
}
