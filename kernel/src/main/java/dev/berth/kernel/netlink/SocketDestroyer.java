package dev.berth.kernel.netlink;

import dev.berth.api.Entry;
import dev.berth.kernel.SocketTable;
import dev.berth.kernel.SyscallException;
import java.io.IOException;

/** Destroys sockets over one wire. */
final class SocketDestroyer implements SocketTable.Destroyer {
    private static final String COMMAND = "SOCK_DESTROY";

    private final Wire wire;
    private final Conversation conversation;

    /** Destroys over a wire, which it closes in the end. */
    SocketDestroyer(Wire wire) {
        this.wire = wire;
        conversation = new Conversation(wire, "sock_diag");
    }

    @Override
    public void destroy(Entry entry) throws IOException {
        try {
            conversation.order(InetDiag.SOCK_DESTROY, COMMAND, SocketLookup.exactly(entry));
        } catch (SyscallException refused) {
            throw new SyscallException(COMMAND, refused.errno(), entry.toString());
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
