package dev.berth.kernel.netlink;

import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Protocol;
import dev.berth.kernel.ProcessTable.SocketOwners;
import dev.berth.kernel.SocketQuery;
import dev.berth.kernel.process.LinuxProcessTable;
import dev.berth.kernel.unix.LinuxAccounts;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The sockets in walls, and what is expected of them. */
final class Table {
    static final String USER = "daemon";

    /** A socket that holds a port, with the first of its processes; IPv4 within IPv6 is IPv4. */
    record Holder(Protocol protocol, String address, int port, String state, Optional<Owner> owner) {
        static Holder of(Entry entry, SocketOwners owners) {
            Optional<OwnerProcess> first =
                    entry.with(owners.of(entry.inode())).processes().stream().findFirst();
            return new Holder(
                    entry.protocol(),
                    entry.local().address().unmapped().toString(),
                    entry.local().port(),
                    entry.state().label(),
                    first.map(process -> new Owner(process.pid(), process.command(), process.user())));
        }
    }

    /** A process that has a socket open. */
    record Owner(int pid, String command, String user) {}

    /** The number of {@link #USER}. */
    static long uid() throws IOException {
        return new LinuxAccounts().uid(USER).orElseThrow();
    }

    /** Who holds these ports, by port. */
    static List<Holder> holders(Walls walls, Protocol protocol, int... ports) throws IOException {
        return walls.call(() -> {
            List<Entry> entries = new ArrayList<>();
            for (Protocol pool : List.of(Protocol.TCP, Protocol.UDP)) {
                if (pool.meets(protocol)) {
                    new LinuxSocketTable()
                            .list(
                                    new SocketQuery(pool, EnumSet.allOf(EntryState.class), EntryFilter.ALL, false),
                                    entries::add);
                }
            }
            SocketOwners owners = new LinuxProcessTable(new LinuxAccounts()).socketOwners();
            return entries.stream()
                    .filter(entry -> IntStream.of(ports)
                            .anyMatch(port -> port == entry.local().port()))
                    .map(entry -> Holder.of(entry, owners))
                    .sorted(Comparator.comparingInt(Holder::port))
                    .toList();
        });
    }

    static Holder held(Protocol protocol, String address, int port, String state, Optional<Owner> owner) {
        return new Holder(protocol, IpAddress.parse(address).toString(), port, state, owner);
    }

    static Optional<Owner> owner(Actor actor, String user) throws IOException {
        return owner(actor.pid(), user);
    }

    static Optional<Owner> owner(int pid, String user) throws IOException {
        Path command = Path.of("/proc", Integer.toString(pid), "comm");
        return Optional.of(new Owner(pid, Files.readString(command).strip(), user));
    }

    private Table() {}
}
