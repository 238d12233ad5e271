package dev.berth.it.ports;

import dev.berth.api.Exclusion;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.linux.LinuxKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A process that makes one change after the other until it is killed. It says what it is about to do, in the words of
 * {@link Change}, and {@code done} when it has been told that it is done.
 */
final class ChangesMain {
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.values());
    private static final int MOST = 6;
    private static final int MOST_PORTS = 5;

    private final EnginePorts ports;
    private final PortBlock arena;
    private final Random random;
    private final boolean gaps;
    private final List<Change> made = new ArrayList<>();

    private ChangesMain(EnginePorts ports, PortBlock arena, Random random, boolean gaps) {
        this.ports = ports;
        this.arena = arena;
        this.random = random;
        this.gaps = gaps;
    }

    /**
     * Arguments: cgroup, bpffs, store, first and last port of the arena, seed, whether Berth may be disabled and removed.
     * The first change mends what a predecessor left; the others wait for a line of input.
     */
    public static void main(String... words) throws IOException {
        LinuxKernel kernel = new LinuxKernel(Optional.of(Path.of(words[0])), Path.of(words[1]));
        PortBlock arena = PortBlock.between(Integer.parseInt(words[3]), Integer.parseInt(words[4]));
        EnginePorts ports = new EnginePorts(kernel, Path.of(words[2]), InstantSource.system(), Duration.ofMinutes(1));
        ChangesMain changes =
                new ChangesMain(ports, arena, new Random(Long.parseLong(words[5])), Boolean.parseBoolean(words[6]));
        changes.carryOut(Change.RESTORE);
        if (System.in.read() < 0) {
            return;
        }
        changes.know();
        while (true) {
            changes.carryOut(changes.any());
        }
    }

    /** What is there from before. */
    private void know() {
        var listing = ports.list().orElseThrow();
        for (Reservation there : listing.reservations()) {
            made.add(new Change("create", there.protocol(), there.block(), ""));
        }
        for (Exclusion there : listing.exclusions()) {
            made.add(new Change("exclude", there.protocol(), there.block(), ""));
        }
        made.removeIf(one -> !one.block().overlaps(arena));
    }

    private Change any() {
        int dice = random.nextInt(40);
        if (dice == 0) {
            return Change.RESTORE;
        }
        if (gaps && dice < 8) {
            return dice < 7 ? Change.DISABLE : Change.PURGE;
        }
        if (made.isEmpty() || (made.size() < MOST && random.nextBoolean())) {
            int count = 1 + random.nextInt(MOST_PORTS);
            PortBlock block = PortBlock.of(arena.port(random.nextInt(arena.count() - count)), count);
            Protocol protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
            return new Change(dice < 10 ? "exclude" : "create", protocol, block, "root");
        }
        Change one = made.get(random.nextInt(made.size()));
        if (one.verb().equals("exclude")) {
            return new Change("remove", one.protocol(), one.block(), "");
        }
        String consumer = random.nextBoolean() ? "daemon" : "root";
        return new Change(random.nextInt(3) > 0 ? "change" : "delete", one.protocol(), one.block(), consumer);
    }

    private void carryOut(Change change) {
        System.out.println(change);
        Outcome<?> outcome = change.make(ports);
        if (outcome instanceof Outcome.Granted) {
            note(change);
            System.out.println("done");
        } else {
            System.out.println("refused " + outcome);
        }
    }

    private void note(Change change) {
        switch (change.verb()) {
            case "create", "exclude" -> made.add(change);
            case "delete", "remove" -> made.removeIf(one -> one.what().equals(change.what()));
            case "purge" -> made.clear();
            default -> {}
        }
    }
}
