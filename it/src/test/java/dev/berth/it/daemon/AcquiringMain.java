package dev.berth.it.daemon;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.client.ClientPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The process behind {@link AcquiringClient}: acquires and releases at random, through Berth's own client alone. It says
 * what it holds as soon as it knows, and what it is about to release, and waits each time to be told to go on.
 */
final class AcquiringMain {
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.values());
    private static final int MOST_HELD = 6;
    private static final int MOST_PORTS = 3;

    private final ClientPorts ports;
    private final Random random;
    private final BufferedReader orders;
    private final List<AcquiredBlock> held = new ArrayList<>();

    private AcquiringMain(ClientPorts ports, Random random, BufferedReader orders) {
        this.ports = ports;
        this.random = random;
        this.orders = orders;
    }

    /** Arguments: where berthd listens, a seed. Ends with its input. */
    public static void main(String... words) throws IOException {
        try (ClientPorts ports = new ClientPorts(Path.of(words[0]));
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            AcquiringMain client = new AcquiringMain(ports, new Random(Long.parseLong(words[1])), orders);
            while (client.acquireOrRelease()) {}
            orders.readLine(); // what is held stays held until then
        }
    }

    private boolean acquireOrRelease() throws IOException {
        boolean more = held.isEmpty() || (held.size() < MOST_HELD && random.nextBoolean());
        return more ? acquire() : release(held.remove(random.nextInt(held.size())));
    }

    private boolean acquire() throws IOException {
        Protocol protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
        return switch (ports.acquire(AcquireRequest.of(protocol, 1 + random.nextInt(MOST_PORTS)))) {
            case Outcome.Granted<AcquiredBlock>(AcquiredBlock block, var _) -> {
                held.add(block);
                yield tell("held " + block.token() + " " + block.protocol().label() + " "
                        + block.block().start() + " " + block.block().count());
            }
            case Outcome.Refused<AcquiredBlock> refused -> tell("refused " + refused.message());
        };
    }

    private boolean release(AcquiredBlock block) throws IOException {
        if (!tell("releasing " + block.token())) {
            held.add(block);
            return false;
        }
        return switch (ports.release(block.token())) {
            case Outcome.Granted<?> _ -> tell("released " + block.token());
            case Outcome.Refused<?> refused -> tell("refused " + refused.message());
        };
    }

    /** Tells something; whether to go on. */
    private boolean tell(String line) throws IOException {
        System.out.println(line);
        return "go".equals(orders.readLine());
    }
}
