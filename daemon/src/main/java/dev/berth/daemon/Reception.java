package dev.berth.daemon;

import dev.berth.kernel.Life;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.unix.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out who has connected, and whether anything can be done for them. Belongs to the loop's thread. */
final class Reception {
    private final NetworkNamespace here;
    private final Administrators administrators;
    private final Owners owners;

    /**
     * A reception.
     *
     * @param here the network namespace whose ports are kept
     */
    Reception(NetworkNamespace here, Administrators administrators, Owners owners) {
        this.here = here;
        this.administrators = administrators;
        this.owners = owners;
    }

    /** Who has connected, or why nothing can be done for them. */
    sealed interface Visitor {}

    /**
     * Somebody who may ask.
     *
     * @param asker who
     */
    record Welcome(Asker asker) implements Visitor {}

    /**
     * Somebody for whom nothing is done.
     *
     * @param clause why
     */
    record Unwelcome(String clause) implements Visitor {}

    /** Who it is. Closes the peer. */
    Visitor receive(Peer peer) throws IOException {
        Optional<Life> life;
        try {
            life = peer.life();
        } catch (IOException unreadable) {
            peer.close();
            throw unreadable;
        }
        Optional<String> objection = objection(peer, life);
        if (objection.isPresent()) {
            peer.close();
            return new Unwelcome(objection.get());
        }
        WatchedProcess process =
                owners.connected(life.orElseThrow(), peer.process().orElseThrow());
        return new Welcome(new Asker(peer.uid(), process, administrators.include(peer.uid(), groups(peer))));
    }

    /** They have gone. */
    void dismiss(Visitor visitor) {
        if (visitor instanceof Welcome(Asker asker)) {
            owners.disconnected(asker.process());
        }
    }

    private static List<Long> groups(Peer peer) {
        List<Long> groups = new ArrayList<>(peer.groups());
        groups.add(peer.gid());
        return groups;
    }

    private Optional<String> objection(Peer peer, Optional<Life> life) {
        if (peer.networkCookie() != here.cookie()) {
            return Optional.of("berthd keeps the ports of the network namespace " + here
                    + ", and this connection comes from another; run a berthd there, with directories and a socket of"
                    + " its own");
        }
        if (peer.isElsewhere() || life.filter(Life.NOBODY::equals).isPresent()) {
            return Optional.of("the caller lives in a pid namespace where berthd cannot tell when it ends; ask from"
                    + " outside, or from the namespace of berthd");
        }
        return life.isEmpty() ? Optional.of("the process that made this connection has ended") : Optional.empty();
    }
}
