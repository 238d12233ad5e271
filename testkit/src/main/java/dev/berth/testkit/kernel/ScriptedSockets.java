package dev.berth.testkit.kernel;

import dev.berth.api.Endpoint;
import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.EntryTimer;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.SocketQuery;
import dev.berth.kernel.SocketTable;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sockets of the machine, in memory. Safe for concurrent use. */
public final class ScriptedSockets implements SocketTable {
    /** Who {@link #listen listens}. */
    public static final OwnerProcess BOB = new OwnerProcess(4121, "java", "bob", 1000, "/", Optional.empty());

    private static final Endpoint NONE = new Endpoint(IpAddress.ANY_IPV4, 0);

    private final Script script;
    private final List<Entry> shown = new ArrayList<>();
    private final List<Entry> unseen = new ArrayList<>();
    private final Set<Long> bound = new HashSet<>();
    private long number = 1000;
    private Runnable beforeList = () -> {};
    private long listable = Long.MAX_VALUE;
    private volatile boolean leavesOut;

    ScriptedSockets(Script script) {
        this.script = script;
    }

    /** Lists more than the filter asks for, as a kernel may. */
    @Override
    public void list(SocketQuery query, Sink<? super Entry> sink) throws IOException {
        script.reach("SocketTable.list " + query.pool() + (query.measured() ? " measured" : ""));
        long left = startList();
        for (Entry entry : snapshot()) {
            if (entry.protocol() == query.pool() && query.states().contains(entry.state())) {
                if (left-- == 0) {
                    throw new SyscallException("recvmsg", Errno.ENOBUFS, "scripted");
                }
                sink.take(listed(entry, query.measured()));
            }
        }
    }

    private synchronized long startList() {
        Runnable due = beforeList;
        beforeList = () -> {}; // before it runs, for it may ask for the one after the next
        due.run();
        return listable;
    }

    @Override
    public boolean listsAll(Protocol protocol) {
        return protocol == Protocol.UDP || !leavesOut;
    }

    private static Entry listed(Entry entry, boolean measured) {
        Entry plain = entry.with(Owners.NOT_ASKED);
        return measured ? plain : plain.withInfo(Optional.empty());
    }

    @Override
    public Map<EntryState, Long> count(SocketQuery query) throws IOException {
        script.reach("SocketTable.count " + query.pool());
        Map<EntryState, Long> counts = new EnumMap<>(EntryState.class);
        for (Entry entry : snapshot()) {
            if (entry.protocol() == query.pool() && query.states().contains(entry.state())) {
                counts.merge(entry.state(), 1L, Long::sum);
            }
        }
        return counts;
    }

    @Override
    public Optional<Entry> find(EntryKey key) throws IOException {
        script.reach("SocketTable.find " + key);
        return snapshot().stream()
                .filter(entry -> entry.protocol() == key.protocol()
                        && entry.state() != EntryState.BOUND
                        && plain(entry.local()).equals(plain(key.local()))
                        && plain(entry.remote()).equals(plain(key.remote()))
                        && (entry.interfaceIndex() == 0 || entry.interfaceIndex() == key.interfaceIndex())
                        && (key.cookie().isEmpty() || key.cookie().getAsLong() == entry.cookie()))
                .map(entry -> entry.with(Owners.NOT_ASKED))
                .findFirst();
    }

    // An IPv4 address within IPv6 is looked up as the IPv4 address that it is.
    private static Endpoint plain(Endpoint end) {
        return new Endpoint(end.address().unmapped(), end.port());
    }

    /** Not what is bound and nothing more, which a kernel does not find. */
    @Override
    public void destroy(Entry entry) throws IOException {
        script.reach("SocketTable.destroy " + entry);
        synchronized (this) {
            if (!shown.removeIf(other -> other.cookie() == entry.cookie() && other.state() != EntryState.BOUND)) {
                throw new SyscallException("SOCK_DESTROY", Errno.ENOENT, entry.toString());
            }
            if (bound.contains(entry.cookie())) {
                Endpoint nowhere = new Endpoint(entry.remote().address(), 0);
                boolean datagrams = entry.protocol() == Protocol.UDP;
                EntryState rest = datagrams ? EntryState.UNCONNECTED : EntryState.BOUND;
                shown.add(entry(entry.protocol(), rest, entry.local(), nowhere, entry.processes()));
            }
        }
    }

    /** As Linux before 6.8: {@link #bindUnseen} is what it does not list. */
    public void leaveOutBound() {
        leavesOut = true;
    }

    /** Somebody has this socket. */
    public synchronized void open(Entry entry) {
        shown.add(entry);
    }

    /** Somebody has this connection of a port that he had bound before: destroying it leaves him the port. */
    public synchronized void openBound(Entry entry) {
        bound.add(entry.cookie());
        shown.add(entry);
    }

    /** {@link #BOB} listens on the port, on {@code 0.0.0.0}. */
    public Entry listen(Protocol protocol, int port) {
        EntryState state = protocol == Protocol.UDP ? EntryState.UNCONNECTED : EntryState.LISTEN;
        Entry entry = entry(protocol, state, new Endpoint(IpAddress.ANY_IPV4, port), NONE, Optional.of(BOB));
        open(entry);
        return entry;
    }

    /** A socket with numbers of its own, not yet {@link #open}. */
    public Entry entry(
            Protocol protocol, EntryState state, Endpoint local, Endpoint remote, Optional<OwnerProcess> owner) {
        return entry(protocol, state, local, remote, owner.stream().toList());
    }

    /** As {@link #entry(Protocol, EntryState, Endpoint, Endpoint, Optional)}, of a socket that these processes share. */
    public synchronized Entry entry(
            Protocol protocol, EntryState state, Endpoint local, Endpoint remote, List<OwnerProcess> owners) {
        number++;
        return new Entry(
                protocol,
                state,
                local,
                remote,
                owners.isEmpty() ? 0 : owners.getFirst().uid(),
                owners.isEmpty() ? 0 : number,
                number << Integer.SIZE,
                0,
                0,
                0,
                EntryTimer.NONE,
                Optional.empty(),
                owners.isEmpty() ? Owners.NOBODY : new Owners.Known(owners));
    }

    /** Somebody has bound the port and done nothing more, which older kernels do not list. */
    public synchronized void bindUnseen(Protocol protocol, int port) {
        unseen.add(entry(protocol, EntryState.BOUND, new Endpoint(IpAddress.ANY_IPV4, port), NONE, Optional.empty()));
    }

    /** Just before the next listing, and after the owners were asked for, this happens. */
    public synchronized void beforeList(Runnable change) {
        beforeList = change;
    }

    /** From here on, every listing fails when it has listed so many. */
    public synchronized void failListingAfter(int entries) {
        listable = entries;
    }

    /** Everybody closes everything. */
    public synchronized void closeAll() {
        shown.clear();
        unseen.clear();
    }

    /** A process closes everything; what it shares stays with the others. */
    synchronized void closeAllOf(int pid) {
        shown.replaceAll(entry -> without(entry, pid));
        shown.removeIf(entry -> entry.inode() != 0 && entry.owners() instanceof Owners.Nobody);
    }

    private static Entry without(Entry entry, int pid) {
        List<OwnerProcess> rest = entry.processes().stream()
                .filter(process -> process.pid() != pid)
                .toList();
        return rest.size() == entry.processes().size()
                ? entry
                : entry.with(rest.isEmpty() ? Owners.NOBODY : new Owners.Known(rest));
    }

    /** What everybody has. */
    public List<Entry> entries() {
        return snapshot();
    }

    synchronized List<Entry> snapshot() {
        return List.copyOf(shown);
    }

    synchronized PortSet held(Protocol protocol, PortBlock block) {
        List<Entry> all = new ArrayList<>(shown);
        all.addAll(unseen);
        return PortSet.where(port -> block.contains(port)
                && all.stream()
                        .anyMatch(entry ->
                                entry.protocol() == protocol && entry.local().port() == port));
    }

    void reboot() {
        closeAll();
    }
}
