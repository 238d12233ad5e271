package dev.berth.kernel.bpf;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.Refusals;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Callers;
import dev.berth.kernel.unix.Fd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The guard through its pinned maps. Maps are opened when they are first needed: reading takes two of them.
 *
 * <p>Safe for concurrent use; the open maps and the mapping are guarded by {@code opening}. Whoever closes it sees to it that
 * nobody uses it any more: what another thread reads from a mapping at that moment would end the process.
 */
final class PinnedGuard implements Guard {
    private static final int ONLY = 0;
    private static final int CLAIMS_SIZE = 65_536 / Byte.SIZE;

    private final Path directory;
    private final NetworkNamespace namespace;
    private final ReentrantLock opening = new ReentrantLock();
    private final Map<Pin, BpfMap> maps = new EnumMap<>(Pin.class);
    private @Nullable Slots slots;
    private @Nullable MetaMemory meta;

    PinnedGuard(Path directory, NetworkNamespace namespace) {
        this.directory = directory;
        this.namespace = namespace;
    }

    @Override
    public NetworkNamespace namespace() {
        return namespace;
    }

    @Override
    public List<String> lostHooks() throws IOException {
        return new GuardLinks(directory).lost().stream().map(Pin.Hook::program).toList();
    }

    @Override
    public List<GuardEntry> entries() throws IOException {
        List<GuardEntry> entries = new ArrayList<>();
        map(Pin.RESERVATIONS).each((key, value) -> entries.add(ReservationStruct.read(new Token(key), value)));
        return entries;
    }

    @Override
    public Optional<GuardEntry> entry(Token token) throws IOException {
        Optional<ByteBuffer> bytes = map(Pin.RESERVATIONS).get(token.bits());
        return bytes.isPresent() ? Optional.of(ReservationStruct.read(token, bytes.get())) : Optional.empty();
    }

    @Override
    public Token issue() throws IOException {
        return meta().issue();
    }

    @Override
    public void put(GuardEntry entry) throws IOException {
        ByteBuffer bytes = ReservationStruct.write(entry);
        slots().give(entry.protocol(), entry.block(), entry.token());
        map(Pin.RESERVATIONS).put(entry.token().bits(), bytes);
    }

    @Override
    public void remove(Token token) throws IOException {
        map(Pin.RESERVATIONS).delete(token.bits());
    }

    @Override
    public PortSet claims() throws IOException {
        return PortSet.of(BitSet.valueOf(map(Pin.CLAIMS).get(ONLY).orElseThrow()));
    }

    @Override
    public void claim(PortSet ports) throws IOException {
        ByteBuffer bits = ByteBuffer.allocate(CLAIMS_SIZE);
        bits.put(0, ports.toBitSet().toByteArray());
        map(Pin.CLAIMS).put(ONLY, bits);
    }

    @Override
    public PortSet probe(Token token, Protocol protocol, PortBlock block) throws IOException {
        return new PortProbe(socket -> associate(socket.number(), token)).held(protocol, block);
    }

    @Override
    public void associate(int socket, Token token) throws SyscallException {
        ByteBuffer value = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        map(Pin.ASSOCIATIONS).put(socket, value.putLong(0, token.bits()));
    }

    @Override
    public void anchor(int socket, Token token) throws SyscallException {
        Optional<ByteBuffer> before = map(Pin.ANCHORS).get(socket);
        if (before.isEmpty()) {
            map(Pin.ANCHORS).put(socket, anchor(token.bits(), 0));
            return;
        }
        long first = before.get().getLong(0);
        Optional<ByteBuffer> entry = map(Pin.RESERVATIONS).get(token.bits());
        if (entry.isPresent()) {
            entry.get().putLong(ReservationStruct.ANCHOR, first);
            map(Pin.RESERVATIONS).put(token.bits(), entry.get());
            map(Pin.ANCHORS).put(socket, anchor(first, 1));
        }
    }

    @Override
    public boolean isHere() throws IOException {
        return Callers.networkCookie() == namespace.cookie();
    }

    @Override
    public long changes() throws SyscallException {
        return meta().changes();
    }

    @Override
    public void announce() throws SyscallException {
        meta().announce();
    }

    @Override
    public boolean isRetired() throws SyscallException {
        return meta().isRetired();
    }

    @Override
    public long endings() throws SyscallException {
        return meta().endings();
    }

    @Override
    public Pulse pulse() throws SyscallException {
        return new Pulse(changes(), endings(), isRetired());
    }

    @Override
    public int turn() throws SyscallException {
        return meta().turn();
    }

    @Override
    public void turn(int port) throws SyscallException {
        meta().turn(port);
    }

    @Override
    public Refusals refusals() throws SyscallException {
        // Opened for itself alone: who waits for a descriptor goes on until its last copy is closed.
        Fd ring = Bpf.get(directory.resolve(Pin.REFUSALS.file()).toString());
        try {
            return new RefusalRing(ring);
        } catch (SyscallException failed) {
            ring.close();
            throw failed;
        }
    }

    /** The kernel's number of its map {@code berth_meta}, which no other guard's has. */
    int id() throws SyscallException {
        return Bpf.info(map(Pin.BERTH_META).fd(), Pin.BERTH_META.map()).id();
    }

    /** Which programs are attached, as {@link #revise} says it. */
    int revision() throws SyscallException {
        return meta().revision();
    }

    /** From here on, whoever has this guard open knows that it keeps nothing. */
    void retire() throws SyscallException {
        meta().retire();
    }

    /** Nothing is attached any more, so that whoever still has this guard open keeps nobody from loading another. */
    void depart() throws SyscallException {
        meta().depart();
    }

    /** Says which programs are attached to some hook. */
    void revise(int revision) throws SyscallException {
        meta().revise(revision);
    }

    /** Makes an interrupted retirement undone. */
    void revive() throws SyscallException {
        if (meta().isRetired()) {
            meta().revive();
        }
    }

    /** How many sockets have the port of a pool; the guard counts those that it let into a live block. */
    int bound(Protocol pool, int port) throws SyscallException {
        return map(Pin.BOUND).get(Slots.indexOf(pool, port)).orElseThrow().getInt();
    }

    @Override
    public void close() {
        opening.lock();
        try {
            if (slots != null) {
                slots.close();
                slots = null;
            }
            if (meta != null) {
                meta.close();
                meta = null;
            }
            maps.values().forEach(BpfMap::close);
            maps.clear();
        } finally {
            opening.unlock();
        }
    }

    /** {@code struct anchor}, port_guard.h. */
    private static ByteBuffer anchor(long token, long shared) {
        ByteBuffer value = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.nativeOrder());
        return value.putLong(0, token).putLong(Long.BYTES, shared);
    }

    private Slots slots() throws SyscallException {
        opening.lock();
        try {
            Slots open = slots;
            if (open == null) {
                open = new Slots(map(Pin.SLOTS).fd());
                slots = open;
            }
            return open;
        } finally {
            opening.unlock();
        }
    }

    private MetaMemory meta() throws SyscallException {
        opening.lock();
        try {
            MetaMemory open = meta;
            if (open == null) {
                open = new MetaMemory(map(Pin.BERTH_META).fd());
                meta = open;
            }
            return open;
        } finally {
            opening.unlock();
        }
    }

    private BpfMap map(Pin pin) throws SyscallException {
        opening.lock();
        try {
            BpfMap open = maps.get(pin);
            if (open == null) {
                open = new BpfMap(Bpf.get(directory.resolve(pin.file()).toString()), pin.map(), pin.valueSize());
                maps.put(pin, open);
            }
            return open;
        } finally {
            opening.unlock();
        }
    }
}
