package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.Refusals;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The guard as an engine keeps it open between changes, and what it holds: that is read again only where somebody else has
 * announced a change since, or an entry has ended with its anchor. Belongs to who holds the lock.
 */
final class KeptGuard implements Guard {
    private final Guard guard;
    private @Nullable Map<Token, GuardEntry> known;
    private @Nullable PortSet claims;
    /** Of the changes that were announced, and the endings that were counted, when it became known. */
    private long changes;

    private long endings;
    private boolean closed;

    KeptGuard(Guard guard) {
        this.guard = guard;
    }

    /** The guard itself. */
    Guard itself() {
        return guard;
    }

    @Override
    public List<GuardEntry> entries() throws IOException {
        Map<Token, GuardEntry> entries = known;
        if (entries == null || guard.changes() != changes || guard.endings() != endings) {
            forget();
            entries = new LinkedHashMap<>();
            changes = guard.changes();
            endings = guard.endings(); // before the look: what ends during it is missed by nobody
            for (GuardEntry entry : guard.entries()) {
                entries.put(entry.token(), entry);
            }
            known = entries;
        }
        return List.copyOf(entries.values());
    }

    @Override
    public void announce() throws IOException {
        boolean mine = guard.changes() == changes;
        guard.announce();
        if (mine) {
            changes = guard.changes();
        }
    }

    @Override
    public void put(GuardEntry entry) throws IOException {
        Map<Token, GuardEntry> entries = known;
        known = null; // a step that fails may have half happened
        guard.put(entry);
        if (entries != null) {
            entries.put(entry.token(), entry);
        }
        known = entries;
    }

    @Override
    public void remove(Token token) throws IOException {
        Map<Token, GuardEntry> entries = known;
        known = null;
        guard.remove(token);
        if (entries != null) {
            entries.remove(token);
        }
        known = entries;
    }

    @Override
    public NetworkNamespace namespace() {
        return guard.namespace();
    }

    @Override
    public List<String> lostHooks() throws IOException {
        return guard.lostHooks();
    }

    @Override
    public Optional<GuardEntry> entry(Token token) throws IOException {
        return guard.entry(token);
    }

    @Override
    public Token issue() throws IOException {
        return guard.issue();
    }

    @Override
    public PortSet claims() throws IOException {
        PortSet ports = claims;
        if (ports == null || known == null || guard.changes() != changes) {
            ports = guard.claims();
            claims = ports;
        }
        return ports;
    }

    @Override
    public void claim(PortSet ports) throws IOException {
        claims = null;
        guard.claim(ports);
        claims = ports;
    }

    @Override
    public PortSet probe(Token token, Protocol protocol, PortBlock block) throws IOException {
        return guard.probe(token, protocol, block);
    }

    @Override
    public void associate(int socket, Token token) throws IOException {
        guard.associate(socket, token);
    }

    @Override
    public void anchor(int socket, Token token) throws IOException {
        guard.anchor(socket, token);
    }

    @Override
    public boolean isHere() throws IOException {
        return guard.isHere();
    }

    @Override
    public long changes() throws IOException {
        return guard.changes();
    }

    /** Also when it was closed: there is another one, or none any more. */
    @Override
    public boolean isRetired() throws IOException {
        return closed || guard.isRetired();
    }

    @Override
    public long endings() throws IOException {
        return guard.endings();
    }

    @Override
    public Pulse pulse() throws IOException {
        return guard.pulse();
    }

    @Override
    public int turn() throws IOException {
        return guard.turn();
    }

    @Override
    public void turn(int port) throws IOException {
        guard.turn(port);
    }

    @Override
    public Refusals refusals() throws IOException {
        return guard.refusals();
    }

    @Override
    public void close() {
        closed = true;
        forget();
        guard.close();
    }

    private void forget() {
        known = null;
        claims = null;
    }
}
