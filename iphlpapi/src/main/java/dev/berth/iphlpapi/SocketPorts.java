package dev.berth.iphlpapi;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Outcome;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.client.ClientPorts;
import dev.berth.engine.Associations;
import dev.berth.engine.EnginePorts;
import java.util.function.Supplier;

/**
 * What {@code WSAIoctl} asks for: reservations of sockets, which are descriptors of this process. Safe for concurrent use.
 *
 * @param ports where they are released
 * @param acquiring where blocks are acquired that live no longer than a socket
 * @param associating where sockets are let into reservations
 */
record SocketPorts(Ports ports, Acquiring acquiring, Associating associating) {
    /** Acquires a block that lives no longer than a socket. */
    @FunctionalInterface
    interface Acquiring {
        Outcome<AcquiredBlock> acquire(AcquireRequest request, int anchor);
    }

    /** Lets a socket, which is not bound yet, into a reservation. */
    @FunctionalInterface
    interface Associating {
        Outcome<Token> associate(int socket, Protocol protocol, Token token);
    }

    /** Those of an administrator. */
    static SocketPorts of(EnginePorts ports, Associations associations) {
        return new SocketPorts(ports, ports::acquire, associations::associate);
    }

    /** Those of everybody, through berthd, over connections that are {@link DescriptorLine}s. */
    static SocketPorts of(ClientPorts ports) {
        return new SocketPorts(
                ports,
                (request, anchor) -> passing(() -> ports.acquire(request, anchor)),
                (socket, protocol, token) -> passing(() -> ports.associate(socket, protocol, token)));
    }

    private static <T> Outcome<T> passing(Supplier<Outcome<T>> question) {
        try {
            return question.get();
        } catch (DescriptorLine.NotPassedException full) {
            return Outcome.refused(
                    SocketCode.of(full.errno()), "the socket cannot be passed to berthd: " + full.getMessage());
        }
    }
}
