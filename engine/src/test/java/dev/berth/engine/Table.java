package dev.berth.engine;

import dev.berth.api.CloseRequest;
import dev.berth.api.Closing;
import dev.berth.api.ClosingCount;
import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.Outcome;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Protocol;
import dev.berth.api.TcpInfo;
import dev.berth.testkit.kernel.ScriptedKernel;
import dev.berth.testkit.kernel.ScriptedSockets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A scripted kernel's tables with sockets of a test's own, and the engine's entries on top. */
final class Table {
    static final Endpoint NOWHERE = new Endpoint(IpAddress.ANY_IPV4, 0);
    static final OwnerProcess ALICE = new OwnerProcess(77, "curl", "alice", 1001, "/", Optional.empty());

    final Machine machine;
    final ScriptedKernel kernel;
    final ScriptedSockets sockets;
    final EngineEntries entries;
    final List<Duration> pauses = new ArrayList<>();
    final List<Entry> listed = new ArrayList<>();
    final List<Closing> closings = new ArrayList<>();

    Table(Path folder) {
        machine = new Machine(folder);
        kernel = machine.kernel;
        sockets = kernel.sockets();
        entries = new EngineEntries(kernel, machine.ports, pauses::add);
    }

    /** A connection from one port of the loopback to another, which bob has open. */
    Entry connection(int local, int remote) {
        return tcp(EntryState.ESTABLISHED, loopback(local), loopback(remote));
    }

    Entry tcp(EntryState state, Endpoint local, Endpoint remote) {
        return open(sockets.entry(Protocol.TCP, state, local, remote, Optional.of(ScriptedSockets.BOB)));
    }

    /** A path of an MPTCP connection. */
    Entry subflow(int local, int remote) {
        return mptcp(EntryState.ESTABLISHED, loopback(local), loopback(remote));
    }

    /** What takes connections over MPTCP, as tables of TCP show it. */
    Entry mptcpListener(int local) {
        return mptcp(EntryState.LISTEN, loopback(local), NOWHERE);
    }

    private Entry mptcp(EntryState state, Endpoint local, Endpoint remote) {
        TcpInfo info = new TcpInfo(10, 5, 0, 1, 1, 1, Optional.of("mptcp"));
        return open(sockets.entry(Protocol.TCP, state, local, remote, Optional.of(ScriptedSockets.BOB))
                .withInfo(Optional.of(info)));
    }

    Entry open(Entry entry) {
        sockets.open(entry);
        return entry;
    }

    Outcome<Long> list(EntryQuery query) {
        listed.clear();
        return entries.list(query, listed::add);
    }

    Outcome<ClosingCount> close(CloseRequest request) {
        closings.clear();
        return entries.close(request, closings::add);
    }

    /** The calls to the kernel since the script was started. */
    List<String> calls() {
        return kernel.script().calls();
    }

    boolean isOpen(Entry entry) {
        return sockets.entries().stream().anyMatch(other -> other.cookie() == entry.cookie());
    }

    static Endpoint loopback(int port) {
        return new Endpoint(IpAddress.parse("127.0.0.1"), port);
    }

    static EntryFilter local(int port) {
        return new EntryFilter.Port(End.LOCAL, Comparison.EQUAL, port);
    }

    static EntryFilter exactly(End end, Endpoint at) {
        return new EntryFilter.Host(end, at.address(), at.address().bits(), OptionalInt.of(at.port()));
    }

    static EntryFilter tuple(Entry entry) {
        return new EntryFilter.And(exactly(End.LOCAL, entry.local()), exactly(End.REMOTE, entry.remote()));
    }

    static CloseRequest tcp(EntryFilter filter) {
        return CloseRequest.of(Protocol.TCP, filter);
    }
}
