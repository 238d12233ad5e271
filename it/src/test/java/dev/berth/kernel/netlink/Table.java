package dev.berth.kernel.netlink;

import dev.berth.api.Protocol;
import dev.berth.kernel.Holder;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.unix.LinuxAccounts;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The sockets in walls, and what is expected of them. */
final class Table {
    static final String USER = "daemon";

    /** The number of {@link #USER}. */
    static long uid() throws IOException {
        return new LinuxAccounts().uid(USER).orElseThrow();
    }

    /** Who holds these ports. */
    static List<Holder> holders(Walls walls, Protocol protocol, int... ports) throws IOException {
        BitSet set = new BitSet();
        for (int port : ports) {
            set.set(port);
        }
        return walls.call(() -> new LinuxSocketTable(new LinuxAccounts()).holders(protocol, PortSet.of(set)));
    }

    static Holder held(Protocol protocol, String address, int port, String state, Optional<Holder.Owner> owner)
            throws IOException {
        return new Holder(protocol, InetAddress.getByName(address), port, state, owner);
    }

    static Optional<Holder.Owner> owner(Actor actor, String user) throws IOException {
        return owner(actor.pid(), user);
    }

    static Optional<Holder.Owner> owner(int pid, String user) throws IOException {
        Path command = Path.of("/proc", Integer.toString(pid), "comm");
        return Optional.of(new Holder.Owner(pid, Files.readString(command).strip(), user));
    }

    private Table() {}
}
