package dev.berth.testkit.kernel;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.Refusals;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A guard that is open; as a descriptor does, it goes on speaking to its maps when their pins are gone. */
final class ScriptedGuard implements Guard {
    private final GuardMaps maps;
    private final Script script;
    private final ScriptedLocks locks;
    private final ScriptedSockets sockets;
    private final Predicate<GuardEntry> live;
    private final BooleanSupplier here;
    private final Runnable onClose;
    private volatile boolean closed;

    ScriptedGuard(
            GuardMaps maps,
            Script script,
            ScriptedLocks locks,
            ScriptedSockets sockets,
            Predicate<GuardEntry> live,
            BooleanSupplier here,
            Runnable onClose) {
        this.maps = maps;
        this.script = script;
        this.locks = locks;
        this.sockets = sockets;
        this.live = live;
        this.here = here;
        this.onClose = onClose;
    }

    boolean isOf(GuardMaps others) {
        return maps == others;
    }

    @Override
    public NetworkNamespace namespace() {
        return maps.namespace();
    }

    @Override
    public List<String> lostHooks() throws IOException {
        reading("Guard.lostHooks");
        return maps.lostHooks();
    }

    @Override
    public List<GuardEntry> entries() throws IOException {
        reading("Guard.entries");
        return maps.entries();
    }

    @Override
    public Optional<GuardEntry> entry(Token token) throws IOException {
        reading("Guard.entry " + token);
        return maps.entry(token);
    }

    @Override
    public Token issue() throws IOException {
        writing("Guard.issue");
        return maps.issue();
    }

    @Override
    public void put(GuardEntry entry) throws IOException {
        if (maps.isRetired()) {
            throw new AssertionError(entry + " was put into a guard that keeps nothing any more");
        }
        writing("Guard.put " + entry.state() + " " + entry.protocol() + " " + entry.block());
        for (GuardEntry other : maps.entries()) {
            if (!other.token().equals(entry.token())
                    && live.test(other)
                    && other.protocol().meets(entry.protocol())
                    && other.block().overlaps(entry.block())) {
                throw new AssertionError(entry + " was put over " + other);
            }
        }
        maps.put(entry);
    }

    @Override
    public void remove(Token token) throws IOException {
        writing("Guard.remove " + token);
        maps.remove(token);
    }

    @Override
    public PortSet claims() throws IOException {
        reading("Guard.claims");
        return maps.claims();
    }

    @Override
    public void claim(PortSet ports) throws IOException {
        writing("Guard.claim " + ports);
        maps.claim(ports);
    }

    @Override
    public PortSet probe(Token token, Protocol protocol, PortBlock block) throws IOException {
        reading("Guard.probe " + protocol + " " + block);
        GuardEntry entry = maps.entry(token).orElseThrow(() -> new AssertionError("a probe without an entry"));
        if (!entry.block().equals(block) || protocol == Protocol.TCP_UDP) {
            throw new AssertionError("a probe of " + protocol + " " + block + " by the token of " + entry);
        }
        return sockets.held(protocol, block);
    }

    @Override
    public void associate(int socket, Token token) throws IOException {
        reading("Guard.associate " + token);
        maps.associate(socket, token);
    }

    @Override
    public void anchor(int socket, Token token) throws IOException {
        reading("Guard.anchor " + token);
        maps.anchor(socket, token);
    }

    @Override
    public boolean isHere() throws IOException {
        reading("Guard.isHere");
        return here.getAsBoolean();
    }

    @Override
    public long changes() throws IOException {
        writing("Guard.changes");
        return maps.changes();
    }

    @Override
    public void announce() throws IOException {
        writing("Guard.announce");
        maps.announce();
    }

    @Override
    public boolean isRetired() throws IOException {
        writing("Guard.isRetired");
        return maps.isRetired();
    }

    @Override
    public long endings() throws IOException {
        reading("Guard.endings");
        return maps.endings();
    }

    @Override
    public Pulse pulse() throws IOException {
        reading("Guard.pulse");
        return new Pulse(maps.changes(), maps.endings(), maps.isRetired());
    }

    @Override
    public int turn() throws IOException {
        writing("Guard.turn");
        return maps.turn();
    }

    @Override
    public void turn(int port) throws IOException {
        writing("Guard.turn " + port);
        maps.turn(port);
    }

    @Override
    public Refusals refusals() throws IOException {
        reading("Guard.refusals");
        return maps.refusals().open();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.run();
        }
    }

    private void reading(String call) throws IOException {
        if (closed) {
            throw new AssertionError(call + " on a closed guard");
        }
        script.reach(call);
    }

    private void writing(String call) throws IOException {
        reading(call);
        locks.requireHeld(call);
    }
}
