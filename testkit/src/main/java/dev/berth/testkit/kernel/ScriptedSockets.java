package dev.berth.testkit.kernel;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.Holder;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.SocketTable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sockets of the machine, in memory. Safe for concurrent use. */
public final class ScriptedSockets implements SocketTable {
    private final Script script;
    private final List<Holder> shown = new ArrayList<>();
    private final List<Holder> unseen = new ArrayList<>();

    ScriptedSockets(Script script) {
        this.script = script;
    }

    @Override
    public List<Holder> holders(Protocol protocol, PortSet ports) throws IOException {
        script.reach("SocketTable.holders " + protocol + " " + ports);
        synchronized (this) {
            return shown.stream()
                    .filter(holder -> holder.protocol() == protocol && ports.contains(holder.port()))
                    .sorted(Comparator.comparingInt(Holder::port))
                    .toList();
        }
    }

    /** Somebody has this socket. */
    public synchronized void open(Holder holder) {
        shown.add(holder);
    }

    /** {@code pid 4121 (java, user bob)} listens on the port, on {@code 0.0.0.0}. */
    public void listen(Protocol protocol, int port) {
        Holder.Owner bob = new Holder.Owner(4121, "java", "bob");
        String state = protocol == Protocol.UDP ? "UNCONN" : "LISTEN";
        open(new Holder(protocol, anyAddress(), port, state, Optional.of(bob)));
    }

    /** Somebody has bound the port and done nothing more, which older kernels do not list. */
    public synchronized void bindUnseen(Protocol protocol, int port) {
        unseen.add(new Holder(protocol, anyAddress(), port, "BOUND", Optional.empty()));
    }

    /** Everybody closes everything. */
    public synchronized void closeAll() {
        shown.clear();
        unseen.clear();
    }

    synchronized PortSet held(Protocol protocol, PortBlock block) {
        List<Holder> all = new ArrayList<>(shown);
        all.addAll(unseen);
        return PortSet.where(port -> block.contains(port)
                && all.stream().anyMatch(holder -> holder.protocol() == protocol && holder.port() == port));
    }

    void reboot() {
        closeAll();
    }

    private static InetAddress anyAddress() {
        return InetAddress.ofLiteral("0.0.0.0");
    }
}
