package dev.berth.kernel;

import dev.berth.api.Deny;
import dev.berth.api.Lifetime;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import java.time.Instant;

/**
 * A reservation as the guard enforces it.
 *
 * @param token its name, and the key of its entry
 * @param state what it is, and so what its life hangs on
 * @param protocol the pools it lies in
 * @param block the ports
 * @param deny what strangers get
 * @param lowPorts what named consumers need below 1024
 * @param owner the process that a {@link State#PENDING} or {@link State#RUNTIME} entry dies with
 * @param rights who may bind inside; of a {@link State#RUNTIME} entry, besides its owner and who descends from it
 * @param lifetime what ends a {@link State#RUNTIME} entry; of no meaning in others
 * @param since when a {@link State#RUNTIME} entry was made, to the second; of no meaning in others
 * @param origin where a {@link State#RUNTIME} entry comes from; {@link Origin#NONE} in others
 * @param anchor the entry whose socket ends this one as well, where several hang on one; else {@link Token#NONE}
 */
public record GuardEntry(
        Token token,
        State state,
        Protocol protocol,
        PortBlock block,
        Deny deny,
        LowPorts lowPorts,
        Life owner,
        Rights rights,
        Lifetime lifetime,
        Instant since,
        Origin origin,
        Token anchor) {
    /** An entry that shares its socket, if it has one, with no other. */
    public GuardEntry(
            Token token,
            State state,
            Protocol protocol,
            PortBlock block,
            Deny deny,
            LowPorts lowPorts,
            Life owner,
            Rights rights,
            Lifetime lifetime,
            Instant since,
            Origin origin) {
        this(token, state, protocol, block, deny, lowPorts, owner, rights, lifetime, since, origin, Token.NONE);
    }

    /** An entry whose life is not a socket's, and whose age nobody asks for. */
    public GuardEntry(
            Token token,
            State state,
            Protocol protocol,
            PortBlock block,
            Deny deny,
            LowPorts lowPorts,
            Life owner,
            Rights rights) {
        this(
                token,
                state,
                protocol,
                block,
                deny,
                lowPorts,
                owner,
                rights,
                Lifetime.PROCESS,
                Instant.EPOCH,
                Origin.NONE);
    }

    /** What an entry is. */
    public enum State {
        /** Being created: enforced, and void once its creator is gone. */
        PENDING,
        /** Stands until it is deleted. */
        PERSISTENT,
        /** Void once its owner is gone; deleted by the guard when its anchor closes. */
        RUNTIME
    }

    /** The same in another state. */
    public GuardEntry with(State other) {
        return new GuardEntry(
                token, other, protocol, block, deny, lowPorts, owner, rights, lifetime, since, origin, anchor);
    }
}
