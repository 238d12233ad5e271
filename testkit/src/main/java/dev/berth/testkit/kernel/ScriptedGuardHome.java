package dev.berth.testkit.kernel;

import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardHome;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.Refusal;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The place of the guard, in memory. Safe for concurrent use. */
public final class ScriptedGuardHome implements GuardHome {
    private final Script script;
    private final ScriptedLocks locks;
    private final ScriptedSockets sockets;
    private final Processes processes;
    private Optional<GuardMaps> pinned = Optional.empty();
    private final AtomicInteger open = new AtomicInteger();
    private long nextBoot = 0x5d3c_2a19L;

    ScriptedGuardHome(Script script, ScriptedLocks locks, ScriptedSockets sockets, Processes processes) {
        this.script = script;
        this.locks = locks;
        this.sockets = sockets;
        this.processes = processes;
    }

    @Override
    public synchronized Optional<Guard> open() throws IOException {
        script.reach("GuardHome.open");
        if (!processes.caller().missing().isEmpty()) {
            throw new SyscallException("BPF_OBJ_GET", Errno.EACCES, "/sys/fs/bpf/berth");
        }
        return pinned.isPresent() ? Optional.of(guard(pinned.get())) : Optional.empty();
    }

    @Override
    public synchronized Guard load() throws IOException {
        script.reach("GuardHome.load");
        locks.requireHeld("GuardHome.load");
        GuardMaps maps = pinned.orElseGet(() -> new GuardMaps(processes.caller().namespace(), nextBoot++ << 32));
        pinned = Optional.of(maps);
        maps.loseHooks(List.of());
        return guard(maps);
    }

    @Override
    public synchronized boolean isLoaded(Guard guard) throws IOException {
        script.reach("GuardHome.isLoaded");
        locks.requireHeld("GuardHome.isLoaded");
        return guard instanceof ScriptedGuard scripted
                && pinned.filter(scripted::isOf).isPresent()
                && scripted.isHere()
                && scripted.lostHooks().isEmpty();
    }

    @Override
    public synchronized void remove() throws IOException {
        script.reach("GuardHome.remove");
        locks.requireHeld("GuardHome.remove");
        pinned.ifPresent(GuardMaps::retire);
        pinned = Optional.empty();
    }

    /** How many guards were opened and not closed. */
    public int openGuards() {
        return open.get();
    }

    /** Tells whether a guard is pinned. */
    public synchronized boolean isPinned() {
        return pinned.isPresent();
    }

    /** The entries as they stand, void ones too; none if no guard is pinned. */
    public synchronized List<GuardEntry> entries() {
        return pinned.map(GuardMaps::entries).orElse(List.of());
    }

    /** Which ports of the list are ours; none if no guard is pinned. */
    public synchronized PortSet claims() {
        return pinned.map(GuardMaps::claims).orElse(PortSet.EMPTY);
    }

    /** The tokens that sockets were associated with, by their descriptors; none if no guard is pinned. */
    public synchronized Map<Integer, Token> associations() {
        return pinned.map(GuardMaps::associations).orElse(Map.of());
    }

    /** The descriptors of the sockets that reservations hang on; none if no guard is pinned. */
    public synchronized Map<Token, Integer> anchors() {
        return pinned.map(GuardMaps::anchors).orElse(Map.of());
    }

    /** The last close of a socket, by its descriptor: what it anchors ends. A guard must be pinned. */
    public synchronized void closeAnchor(int socket) {
        pinned.orElseThrow().closeAnchor(socket);
    }

    /** Tells whether a stranger's bind of the port would be refused. */
    public synchronized boolean refuses(Protocol protocol, int port) {
        boolean whole = pinned.filter(maps -> maps.lostHooks().isEmpty()).isPresent();
        return whole
                && entries().stream()
                        .anyMatch(entry -> isLive(entry)
                                && entry.protocol().meets(protocol)
                                && entry.block().contains(port));
    }

    /** Somebody writes an entry past the engine, such as a daemon that acquires. A guard must be pinned. */
    public synchronized void plant(GuardEntry entry) {
        GuardMaps maps = pinned.orElseThrow();
        maps.announce();
        maps.put(entry);
    }

    /** The guard has refused a bind. A guard must be pinned. */
    public synchronized void refuse(Refusal refusal) {
        pinned.orElseThrow().refusals().add(refusal);
    }

    /** Somebody removes the guard past the engine; the list of reserved ports stays as it is. */
    public synchronized void lose() {
        pinned = Optional.empty();
    }

    /** The guard loses hooks, such as with the cgroup that it is attached to. A guard must be pinned. */
    public synchronized void loseHooks(String... programs) {
        pinned.orElseThrow().loseHooks(List.of(programs));
    }

    boolean isLive(GuardEntry entry) {
        return switch (entry.state()) {
            case PERSISTENT -> true;
            case PENDING, RUNTIME -> !processes.isDead(entry.owner());
        };
    }

    void reboot() {
        lose();
    }

    private Guard guard(GuardMaps maps) throws IOException {
        if (!maps.namespace().equals(processes.caller().namespace())) {
            throw new UnsupportedException(
                    "the guard keeps " + maps.namespace() + " and the caller lives in "
                            + processes.caller().namespace(),
                    "enter the guard's namespace");
        }
        open.incrementAndGet();
        return new ScriptedGuard(
                maps,
                script,
                locks,
                sockets,
                this::isLive,
                () -> maps.namespace().equals(processes.caller().namespace()),
                open::decrementAndGet);
    }
}
