package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Mapping;
import java.lang.foreign.MemorySegment;

/**
 * The map {@code slots}, in our memory: the token that each port of each pool was last given to. A slot means nothing
 * without its entry, so slots are written before the entry and never cleared.
 */
final class Slots implements AutoCloseable {
    private static final int PORTS = 65_536;
    private static final int POOLS = 2;
    /** What the guard counts first: TCP is pool 0. */
    private static final int TCP = 0;

    private static final int UDP = 1;

    private final Mapping mapping;

    Slots(Fd map) throws SyscallException {
        mapping = Mapping.shared(map, (long) POOLS * PORTS * Long.BYTES, "slots");
    }

    /** Gives the ports of a block to a token. */
    void give(Protocol protocol, PortBlock block, Token token) {
        switch (protocol) {
            case TCP -> give(TCP, block, token);
            case UDP -> give(UDP, block, token);
            case TCP_UDP -> {
                give(TCP, block, token);
                give(UDP, block, token);
            }
        }
    }

    /** Which element of the maps {@code slots} and {@code bound} speaks of a port: of TCP or of UDP, not of both. */
    static int indexOf(Protocol protocol, int port) {
        return switch (protocol) {
            case TCP -> TCP * PORTS + port;
            case UDP -> UDP * PORTS + port;
            case TCP_UDP -> throw new IllegalArgumentException("a slot is of one pool");
        };
    }

    @Override
    public void close() {
        mapping.close();
    }

    private void give(int pool, PortBlock block, Token token) {
        MemorySegment slots = mapping.segment();
        for (int port = block.start(); port <= block.last(); port++) {
            // Aligned words of 64 bits: the guard reads the old token or the new one, never half of each.
            slots.setAtIndex(JAVA_LONG, (long) pool * PORTS + port, token.bits());
        }
    }
}
