package dev.berth.it.ports;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.engine.Associations;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.linux.LinuxKernel;
import dev.berth.testkit.Patience;
import dev.berth.testkit.SocketKind;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/**
 * A process that acquires blocks of random sizes, uses every port that it can, and gives them back in all ways there
 * are, as long as it is told to. What it held when, it writes to a file of its own, for {@link Referee}.
 */
final class Contender {
    private static final int MOST_SOCKETS = 4;

    private final EnginePorts ports;
    private final Associations associations;
    private final PortBlock arena;
    private final Random random;
    private final Writer log;

    private Contender(Kernel kernel, Path store, PortBlock arena, Random random, Writer log) {
        this.ports = new EnginePorts(kernel, store, InstantSource.system(), Patience.ofSeconds(60), Optional.of(arena));
        this.associations = new Associations(kernel);
        this.arena = arena;
        this.random = random;
        this.log = log;
    }

    /**
     * Arguments: cgroup, bpffs, store, first and last port of the arena, seed, at least how many milliseconds
     * and rounds, and its file.
     */
    public static void main(String... words) throws IOException {
        Kernel kernel = new LinuxKernel(Optional.of(Path.of(words[0])), Path.of(words[1]));
        PortBlock arena = PortBlock.between(Integer.parseInt(words[3]), Integer.parseInt(words[4]));
        Random random = new Random(Long.parseLong(words[5]));
        long end =
                System.nanoTime() + Duration.ofMillis(Long.parseLong(words[6])).toNanos();
        try (Writer log = Files.newBufferedWriter(Path.of(words[8]))) {
            Contender contender = new Contender(kernel, Path.of(words[2]), arena, random, log);
            for (int rounds = Integer.parseInt(words[7]); rounds > 0 || System.nanoTime() < end; rounds--) {
                contender.round();
            }
            contender.ports.acquire(Protocol.TCP_UDP, 1);
            log.flush();
            Runtime.getRuntime().halt(0); // it leaves without giving the last one back
        }
    }

    private void round() throws IOException {
        Protocol protocol = one(Protocol.values());
        AcquireRequest any = AcquireRequest.of(protocol, count());
        AcquireRequest request =
                random.nextInt(3) > 0 ? any : any.startingAt(arena.port(random.nextInt(arena.count() - any.count())));
        boolean hangs = random.nextBoolean();
        try (KernelSocket anchor = KernelSocket.make(one(SocketKind.values()))) {
            Outcome<AcquiredBlock> outcome = hangs ? ports.acquire(request, anchor.number()) : ports.acquire(request);
            if (outcome instanceof Outcome.Refused<AcquiredBlock>(Code code, String message)) {
                boolean foreseen = code == (request.start().isPresent() ? Code.WSAEADDRINUSE : Code.WSAENOBUFS);
                require(foreseen, code + " " + message);
                return;
            }
            AcquiredBlock held = outcome.orElseThrow();
            write("held", held);
            use(held);
            write("gone", held);
            if (!hangs || random.nextBoolean()) {
                ports.release(held.token()).orElseThrow();
            }
        }
    }

    /** Sockets for as many ports as there are, associated and not: nobody else has one of them. */
    private void use(AcquiredBlock held) throws IOException {
        List<SocketKind> kinds = SocketKind.all(held.protocol());
        SocketKind kind = kinds.get(random.nextInt(kinds.size()));
        List<KernelSocket> sockets = new ArrayList<>();
        try {
            Set<Integer> given = new HashSet<>();
            for (int i = 0; i < Math.min(MOST_SOCKETS, held.block().count()); i++) {
                int port = associated(held, kind, sockets).orElseThrow();
                require(held.block().contains(port) && given.add(port), held + " gave " + port + " after " + given);
            }
            if (given.size() == held.block().count()) {
                require(associated(held, kind, sockets).isEmpty(), held + " has more ports than it has");
            }
            for (int i = 0; i < MOST_SOCKETS; i++) {
                int port = held.port(random.nextInt(held.block().count()));
                if (given.add(port)) {
                    KernelSocket socket = KernelSocket.make(kind);
                    sockets.add(socket);
                    socket.bind(port);
                }
            }
            log.write("bound " + given.size() + "\n");
        } finally {
            sockets.forEach(KernelSocket::close);
        }
    }

    /** The port that an associated socket gets; empty if none is left. */
    private OptionalInt associated(AcquiredBlock held, SocketKind kind, List<KernelSocket> sockets) throws IOException {
        KernelSocket socket = KernelSocket.make(kind);
        sockets.add(socket);
        associations.associate(socket.number(), kind.protocol(), held.token()).orElseThrow();
        try {
            return OptionalInt.of(socket.bind(0));
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.EADDRINUSE)) {
                return OptionalInt.empty();
            }
            throw refused;
        }
    }

    /** Mostly few; now and then more than are probed one by one. */
    private int count() {
        int dice = random.nextInt(20);
        return dice == 0 ? 65 + random.nextInt(100) : 1 + random.nextInt(dice < 5 ? 40 : 4);
    }

    private void write(String what, AcquiredBlock held) throws IOException {
        log.write(what + " " + held.token() + " " + held.protocol() + " "
                + held.block().start() + " " + held.block().count() + " " + System.nanoTime() + "\n");
        log.flush();
    }

    private <T> T one(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
