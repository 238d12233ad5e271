package dev.berth.it.ports;

import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.linux.LinuxKernel;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * An administrator's process that creates, changes, deletes and excludes blocks in an arena that it shares with others,
 * at random. What it held when, it writes to a file of its own, for {@link Referee}; what is its own at the end stays.
 */
final class HandMain {
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.values());
    private static final int MOST_HELD = 3;
    private static final int MOST_PORTS = 6;
    private static final Set<Code> TAKEN = Set.of(Code.NO_ERROR, Code.ERROR_SHARING_VIOLATION);

    private final EnginePorts ports;
    private final PortBlock arena;
    private final Random random;
    private final Writer log;
    private final List<Mine> mine = new ArrayList<>();
    private int made;

    private record Mine(String id, boolean excluded, Protocol protocol, PortBlock block) {}

    private HandMain(EnginePorts ports, PortBlock arena, Random random, Writer log) {
        this.ports = ports;
        this.arena = arena;
        this.random = random;
        this.log = log;
    }

    /** Arguments: cgroup, bpffs, store, first and last port of the arena, seed, how many changes, and its file. Halfway it waits for a line. */
    public static void main(String... words) throws IOException {
        LinuxKernel kernel = new LinuxKernel(Optional.of(Path.of(words[0])), Path.of(words[1]));
        PortBlock arena = PortBlock.between(Integer.parseInt(words[3]), Integer.parseInt(words[4]));
        try (EnginePorts ports =
                        new EnginePorts(kernel, Path.of(words[2]), InstantSource.system(), Duration.ofMinutes(2));
                Writer log = Files.newBufferedWriter(Path.of(words[7]))) {
            HandMain hand = new HandMain(ports, arena, new Random(Long.parseLong(words[5])), log);
            int changes = Integer.parseInt(words[6]);
            for (int change = 0; change < changes; change++) {
                if (change == changes / 2) {
                    System.out.println("halfway");
                    System.in.read();
                }
                hand.change();
            }
        }
    }

    private void change() throws IOException {
        if (mine.isEmpty() || (mine.size() < MOST_HELD && random.nextBoolean())) {
            make();
            return;
        }
        int which = random.nextInt(mine.size());
        Mine one = mine.get(which);
        if (!one.excluded() && random.nextInt(3) == 0) {
            Consumer user = Consumer.user("root");
            ReservationChange wish = ReservationChange.NONE.consumers(random.nextBoolean() ? List.of(user) : List.of());
            require(ports.change(one.protocol(), one.block(), wish), Set.of(Code.NO_ERROR));
            return;
        }
        mine.remove(which);
        write("gone", one); // it may be somebody else's as soon as it is
        require(
                one.excluded()
                        ? ports.removeExclusion(one.protocol(), one.block())
                        : ports.delete(one.protocol(), one.block()),
                Set.of(Code.NO_ERROR));
    }

    private void make() throws IOException {
        Protocol protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
        int count = 1 + random.nextInt(MOST_PORTS);
        PortBlock block = PortBlock.of(arena.port(random.nextInt(arena.count() - count)), count);
        boolean excluded = random.nextInt(4) == 0;
        Outcome<?> outcome =
                excluded ? ports.exclude(protocol, block) : ports.create(ReservationRequest.of(protocol, block));
        require(outcome, TAKEN);
        if (outcome.code() == Code.NO_ERROR) {
            Mine one = new Mine("" + made++, excluded, protocol, block);
            mine.add(one);
            write("held", one);
        }
    }

    private void write(String what, Mine one) throws IOException {
        log.write(what + " " + one.id() + " " + one.protocol() + " "
                + one.block().start() + " " + one.block().count() + " " + System.nanoTime() + "\n");
        log.flush();
    }

    private static void require(Outcome<?> outcome, Set<Code> foreseen) {
        if (!foreseen.contains(outcome.code())) {
            throw new AssertionError(outcome.toString());
        }
    }
}
