package dev.berth.kernel.bpf;

import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.Rights;
import dev.berth.kernel.unix.Callers;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.Walls;
import java.io.IOException;

/** A real guard that keeps the ports of the walls. */
final class GuardInWalls implements AutoCloseable {
    final GuardDirectory home;
    final PinnedGuard guard;
    private final Walls walls;

    private GuardInWalls(Walls walls, GuardDirectory home, PinnedGuard guard) {
        this.walls = walls;
        this.home = home;
        this.guard = guard;
    }

    static GuardInWalls load(Walls walls) throws IOException {
        GuardDirectory home = home(walls);
        return new GuardInWalls(walls, home, (PinnedGuard) walls.call(home::load));
    }

    /** The guard that is pinned there, of whatever ABI, as far as its maps are like ours. */
    static GuardInWalls around(Walls walls) throws IOException {
        return new GuardInWalls(
                walls, home(walls), new PinnedGuard(walls.bpffs(), walls.call(Callers::networkNamespace)));
    }

    static GuardDirectory home(Walls walls) {
        return new GuardDirectory(walls.bpffs(), () -> walls.cgroup().directory(), Callers::networkNamespace);
    }

    /** Enforces a block that nobody is a consumer of. */
    Token hold(Protocol protocol, PortBlock block) throws IOException {
        return hold(protocol, block, State.PERSISTENT, Life.NOBODY);
    }

    Token hold(Protocol protocol, PortBlock block, State state, Life owner) throws IOException {
        return hold(protocol, block, state, owner, Rights.NOBODY);
    }

    Token hold(Protocol protocol, PortBlock block, State state, Life owner, Rights rights) throws IOException {
        Token token = guard.issue();
        guard.put(
                new GuardEntry(token, state, protocol, block, Deny.EACCES, LowPorts.FREE_FOR_CONSUMERS, owner, rights));
        return token;
    }

    /** Associates a socket of an actor with a token. */
    void associate(ActorSocket socket, Token token) throws IOException {
        try (Fd fd = borrow(socket)) {
            guard.associate(fd.number(), token);
        }
    }

    /** Ties a reservation to a socket of an actor. */
    void anchor(ActorSocket socket, Token token) throws IOException {
        try (Fd fd = borrow(socket)) {
            guard.anchor(fd.number(), token);
        }
    }

    /** The socket itself, as a descriptor of this JVM: {@code pidfd_getfd(2)}. */
    private static Fd borrow(ActorSocket socket) throws IOException {
        int pid = socket.actor().pid();
        try (Fd process = new Fd((int) Syscall.call(SyscallNumber.PIDFD_OPEN, "an actor", pid, 0), "an actor")) {
            return new Fd(
                    (int) Syscall.call(SyscallNumber.PIDFD_GETFD, "a socket", process.number(), socket.descriptor(), 0),
                    "a socket");
        }
    }

    @Override
    public void close() throws IOException {
        guard.close();
        walls.call(() -> {
            home.remove();
            return 0;
        });
    }
}
