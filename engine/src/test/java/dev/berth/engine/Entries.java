package dev.berth.engine;

import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.Rights;

/** Entries that a test plants in the guard. */
final class Entries {
    private Entries() {}

    static GuardEntry runtime(Protocol protocol, PortBlock block, Life owner) {
        return entry(0xAAAA, State.RUNTIME, protocol, block, owner);
    }

    static GuardEntry entry(long token, State state, Protocol protocol, PortBlock block, Life owner) {
        return new GuardEntry(
                new Token(token),
                state,
                protocol,
                block,
                Deny.EACCES,
                LowPorts.FREE_FOR_CONSUMERS,
                owner,
                Rights.NOBODY);
    }
}
