package dev.berth.engine;

import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.engine.PortModel.Held;
import dev.berth.kernel.Errno;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random doings of several processes, against a model: who asks gets what is free, and nobody else has it. */
class RuntimeModelTest {
    private static final PortBlock RANGE = PortBlock.of(20_000, 40);
    private static final PortBlock AUTOMATIC = PortBlock.between(20_030, 29_999);
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.values());
    private static final int STEPS = 1_500;

    @TempDir
    private Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final PortModel model = new PortModel();
    private final List<Token> past = new ArrayList<>(List.of(new Token(0xBAD)));
    private final Map<Integer, EnginePorts> processes = new HashMap<>();
    private Machine machine;
    private int lastNumber = 100;
    private int brokenCall = Integer.MAX_VALUE;
    private String doing = "";

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
    }

    @Test
    void nobodyGetsWhatSomebodyHasAndEverybodyGetsWhatNobodyHas() throws Exception {
        machine.kernel.reservedPorts().automatic(AUTOMATIC);
        for (int i = 0; i < 3; i++) {
            start();
        }
        for (int step = 0; step < STEPS; step++) {
            machine.script().restart();
            step();
            mend();
            assertAgreed("seed " + seed + ", step " + step + ", " + doing);
        }
        machine.script().restart();
        model.disabled = false;
        machine.ports.restore().orElseThrow();
        assertThat(warnings(machine.ports.list())).as("seed %d", seed).isEmpty();
        assertThat(machine.kernel.reservedPorts().listed()).as("seed %d", seed).isEqualTo(model.needed(AUTOMATIC));
        processes.values().forEach(EnginePorts::close);
        machine.ports.close();
        assertThat(machine.kernel.guardHome().openGuards()).isZero();
    }

    private void step() {
        List<Integer> pids = List.copyOf(processes.keySet());
        int pid = pids.get(random.nextInt(pids.size()));
        machine.kernel.processes().become(pid);
        EnginePorts ports = Objects.requireNonNull(processes.get(pid));
        Protocol protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
        PortBlock block = PortBlock.of(RANGE.start() + random.nextInt(36), 1 + random.nextInt(4));
        doing = "pid " + pid + " " + protocol + " " + block + ": ";
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> acquire(ports, pid, AcquireRequest.of(protocol, block.count()));
            case 6, 7 ->
                acquire(ports, pid, AcquireRequest.of(protocol, block.count()).startingAt(block.start()));
            case 8, 9, 10, 11, 12 -> release(ports, pid);
            case 13 -> create(ports, protocol, block);
            case 14 ->
                model.reserved.removeIf(
                        held -> random.nextBoolean() && isDone(ports.delete(held.protocol(), held.block())));
            case 15 -> {
                if (isDone(ports.exclude(protocol, block))) {
                    model.excluded.add(new Held(protocol, block));
                }
            }
            case 16 ->
                model.excluded.removeIf(
                        held -> random.nextBoolean() && isDone(ports.removeExclusion(held.protocol(), held.block())));
            case 17 -> closeAnchor();
            case 18 -> socket(Pools.of(protocol).getFirst(), block.start());
            default -> seldom(pid);
        }
    }

    private void acquire(EnginePorts ports, int pid, AcquireRequest wish) {
        boolean broken = breaks();
        doing += "acquire " + wish;
        OptionalInt anchor = random.nextInt(3) == 0 ? OptionalInt.of(++lastNumber) : OptionalInt.empty();
        Outcome<AcquiredBlock> outcome =
                anchor.isPresent() ? ports.acquire(wish, anchor.getAsInt()) : ports.acquire(wish);
        if (outcome instanceof Outcome.Granted<AcquiredBlock>(AcquiredBlock got, var _)) {
            assertThat(model.isFree(got.protocol(), got.block()))
                    .as("seed %d, %s: %s", seed, doing, got)
                    .isTrue();
            model.runtime.put(got.token(), new Held(got.protocol(), got.block(), pid, anchor));
            model.disabled = false;
        } else if (!broken) {
            boolean named = wish.start().isPresent();
            boolean free = named
                    ? model.isFree(wish.protocol(), PortBlock.of(wish.start().getAsInt(), wish.count()))
                    : model.hasFree(wish.protocol(), RANGE, wish.count());
            assertThat(free).as("seed %d, %s: %s", seed, doing, outcome).isFalse();
            assertThat(outcome.code()).isEqualTo(named ? Code.WSAEADDRINUSE : Code.WSAENOBUFS);
        }
    }

    private void release(EnginePorts ports, int pid) {
        boolean broken = breaks();
        List<Token> tokens = new ArrayList<>(model.runtime.keySet());
        tokens.addAll(past.subList(Math.max(0, past.size() - 3), past.size()));
        Token token = tokens.get(random.nextInt(tokens.size()));
        doing += "release " + token;
        Optional<Held> held = Optional.ofNullable(model.runtime.get(token));
        Outcome<Token> outcome = ports.release(token);
        if (outcome.code() == Code.NO_ERROR) {
            assertThat(held.map(Held::owner)).as("seed %d, %s", seed, doing).contains(pid);
            past.add(token);
            model.runtime.remove(token);
        } else if (!broken) {
            assertThat(held.map(Held::owner).filter(owner -> owner == pid).isEmpty())
                    .as("seed %d, %s: %s", seed, doing, outcome)
                    .isTrue();
            assertThat(outcome.code()).isEqualTo(Code.WSAEINVAL);
        }
    }

    private void create(EnginePorts ports, Protocol protocol, PortBlock block) {
        Outcome<?> outcome = ports.create(Machine.request(protocol, block.start(), block.count()));
        assertThat(isDone(outcome))
                .as("seed %d, %s: %s", seed, doing, outcome)
                .isEqualTo(model.isFree(protocol, block));
        if (isDone(outcome)) {
            model.reserved.add(new Held(protocol, block));
            model.disabled = false;
        }
    }

    private void closeAnchor() {
        Optional<Map.Entry<Token, Held>> anchored = model.runtime.entrySet().stream()
                .filter(entry -> entry.getValue().anchor().isPresent())
                .findAny();
        if (anchored.isPresent()) {
            machine.kernel
                    .guardHome()
                    .closeAnchor(anchored.get().getValue().anchor().getAsInt());
            model.runtime.remove(anchored.get().getKey());
        }
    }

    private void socket(Protocol pool, int port) {
        if (model.sockets.size() > 3) {
            machine.kernel.sockets().closeAll();
            model.sockets.clear();
        } else if (!machine.kernel.guardHome().refuses(pool, port)) {
            machine.kernel.sockets().listen(pool, port);
            model.sockets.add(new Held(pool, PortBlock.of(port)));
        }
    }

    private void seldom(int pid) {
        if (random.nextInt(5) == 0) {
            doing += "disable";
            machine.ports.disable().orElseThrow();
            model.disabled = true;
            model.runtime.clear();
        } else {
            doing += "ends";
            machine.kernel.processes().end(new Life(pid, pid * 100L));
            model.runtime.values().removeIf(held -> held.owner() == pid);
            Objects.requireNonNull(processes.remove(pid)).close(); // as the kernel does for it
            start();
        }
    }

    private void start() {
        processes.put(++lastNumber, machine.engine(time -> {}, new RuntimeRange(Optional.of(RANGE))));
    }

    /** Now and then, one of the next calls fails. */
    private boolean breaks() {
        boolean breaks = random.nextInt(4) == 0;
        if (breaks) {
            brokenCall = random.nextInt(25);
            machine.script().failAt(brokenCall, new Errno(5));
        }
        return breaks;
    }

    /** A file that could not be read was left alone, and everything else went on: the next change sees to it. */
    private void mend() {
        List<String> calls = machine.script().calls();
        boolean unread = brokenCall < calls.size() && calls.get(brokenCall).startsWith("Disk");
        brokenCall = Integer.MAX_VALUE;
        if (unread && !model.disabled) {
            machine.script().restart();
            machine.ports.restore().orElseThrow();
        }
    }

    private static boolean isDone(Outcome<?> outcome) {
        return outcome.code() == Code.NO_ERROR;
    }

    private void assertAgreed(String where) {
        Set<String> live = new HashSet<>();
        for (GuardEntry entry : machine.kernel.guardHome().entries()) {
            if (entry.state() != State.RUNTIME || !machine.kernel.processes().isDead(entry.owner())) {
                live.add(entry.state() + " " + entry.protocol() + " " + entry.block());
            }
        }
        Set<String> wanted = new HashSet<>();
        if (!model.disabled) {
            model.reserved.forEach(held -> wanted.add("PERSISTENT " + held.protocol() + " " + held.block()));
            model.runtime.values().forEach(held -> wanted.add("RUNTIME " + held.protocol() + " " + held.block()));
            assertThat(model.needed(AUTOMATIC)
                            .minus(machine.kernel.reservedPorts().listed())
                            .isEmpty())
                    .as(where)
                    .isTrue();
        }
        assertThat(live).as(where).isEqualTo(wanted);
    }
}
