package dev.berth.it.ports;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.engine.Associations;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.linux.LinuxKernel;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Patience;
import dev.berth.testkit.SocketKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The process behind {@link Acquirer}: does what the lines of its input order, and answers each with a line. */
final class AcquirerMain {
    private static final int F_SETFD = 2;

    private final Kernel kernel;
    private final Path store;
    private final Associations associations;
    private final List<Token> acquired = new ArrayList<>();
    private final List<KernelSocket> sockets = new ArrayList<>();
    private EnginePorts ports;

    private AcquirerMain(Kernel kernel, Path store) {
        this.kernel = kernel;
        this.store = store;
        associations = new Associations(kernel);
        ports = engine(Optional.empty());
    }

    /** Arguments: cgroup, bpffs, store. */
    public static void main(String... words) throws IOException {
        Kernel kernel = new LinuxKernel(Optional.of(Path.of(words[0])), Path.of(words[1]));
        AcquirerMain acquirer = new AcquirerMain(kernel, Path.of(words[2]));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ok");
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            System.out.println(acquirer.answer(line.strip().split(" ", -1)));
        }
    }

    private String answer(String... words) throws IOException {
        try {
            return switch (words[0]) {
                case "over" -> startOver();
                case "range" -> anotherEngine(Optional.of(PortBlock.between(number(words[1]), number(words[2]))));
                case "acquire" -> said(acquire(words));
                case "release" -> said(ports.release(Token.parse(words[1])));
                case "force" -> said(ports.forceRelease(Token.parse(words[1])));
                case "socket" -> "ok " + socket(SocketKind.valueOf(words[1]));
                case "associate" ->
                    said(associations.associate(number(words[1]), Protocol.of(words[2]), Token.parse(words[3])));
                case "bind" -> "ok " + find(number(words[1])).bind(number(words[2]));
                case "listen" -> "ok " + Syscall.call(SyscallNumber.LISTEN, "a socket", number(words[1]), 64);
                case "close" -> close(number(words[1]));
                case "become" -> become();
                default -> throw new IllegalArgumentException(words[0]);
            };
        } catch (SyscallException refused) {
            return refused.errno().toString();
        }
    }

    private EnginePorts engine(Optional<PortBlock> range) {
        return new EnginePorts(kernel, store, InstantSource.system(), Patience.ofSeconds(20), range);
    }

    private String anotherEngine(Optional<PortBlock> range) {
        ports.close();
        ports = engine(range);
        return "ok";
    }

    private String startOver() {
        for (Token token : acquired) {
            Outcome<Token> released = ports.release(token);
            if (released.code() != Code.NO_ERROR && released.code() != Code.WSAEINVAL) { // it may have ended before
                return said(released);
            }
        }
        acquired.clear();
        sockets.forEach(KernelSocket::close);
        sockets.clear();
        return anotherEngine(Optional.empty());
    }

    private Outcome<AcquiredBlock> acquire(String... words) {
        int start = number(words[3]);
        AcquireRequest request = new AcquireRequest(
                Protocol.of(words[1]),
                number(words[2]),
                start < 0 ? OptionalInt.empty() : OptionalInt.of(start),
                Stream.of(words).skip(6).map(Consumer::parse).toList(),
                Deny.of(words[4]));
        int anchor = number(words[5]);
        Outcome<AcquiredBlock> outcome = anchor < 0 ? ports.acquire(request) : ports.acquire(request, anchor);
        if (outcome instanceof Outcome.Granted<AcquiredBlock>(AcquiredBlock held, var _)) {
            acquired.add(held.token());
        }
        return outcome;
    }

    private int socket(SocketKind kind) throws SyscallException {
        KernelSocket made = KernelSocket.make(kind);
        sockets.add(made);
        return made.number();
    }

    private String close(int number) {
        KernelSocket closed = find(number);
        sockets.remove(closed);
        closed.close();
        return "ok";
    }

    private KernelSocket find(int number) {
        return sockets.stream()
                .filter(socket -> socket.number() == number)
                .findFirst()
                .orElseThrow();
    }

    /** Executes the actor's program, which has this process's sockets open under the same numbers. */
    private String become() throws IOException {
        for (KernelSocket socket : sockets) {
            Syscall.call(SyscallNumber.FCNTL, "a socket", socket.number(), F_SETFD, 0);
        }
        try (Arena arena = Arena.ofConfined()) {
            List<String> command = Actor.command();
            MemorySegment words = strings(arena, command);
            MemorySegment environment = strings(arena, List.of());
            String file = command.getFirst();
            Syscall.call(
                    SyscallNumber.EXECVE,
                    file,
                    arena.allocateFrom(file).address(),
                    words.address(),
                    environment.address());
        }
        throw new IllegalStateException("execve has returned");
    }

    private static MemorySegment strings(Arena arena, List<String> all) {
        MemorySegment pointers = arena.allocate(ValueLayout.ADDRESS, all.size() + 1L);
        for (int i = 0; i < all.size(); i++) {
            pointers.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(all.get(i)));
        }
        return pointers;
    }

    private static String said(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Granted<?>(AcquiredBlock held, var _) ->
                "ok " + held.token() + " " + held.block().start() + " "
                        + held.block().count();
            case Outcome.Granted<?> _ -> "ok";
            case Outcome.Refused<?>(var code, String message) -> code.number() + " " + message.replace('\n', ' ');
        };
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
