package dev.berth.kernel.bpf;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import java.util.BitSet;

/**
 * Finds out which ports somebody holds, by binding each with a socket of ours: without SO_REUSEADDR, to the wildcard
 * address of both families, so that a bound, listening, connected or TIME_WAIT socket on any address stands in the way.
 */
final class PortProbe {
    /** Lets a socket into the block before it is bound. */
    interface Ticket {
        void stamp(Fd socket) throws SyscallException;
    }

    private final Ticket ticket;

    PortProbe(Ticket ticket) {
        this.ticket = ticket;
    }

    /** The ports of the block that are held in one of the pools. */
    PortSet held(Protocol protocol, PortBlock block) throws SyscallException {
        BitSet held = new BitSet();
        for (int port = block.start(); port <= block.last(); port++) {
            if ((protocol.meets(Protocol.TCP) && isHeld(Sockets.SOCK_STREAM, port))
                    || (protocol.meets(Protocol.UDP) && isHeld(Sockets.SOCK_DGRAM, port))) {
                held.set(port);
            }
        }
        return PortSet.of(held);
    }

    private boolean isHeld(int type, int port) throws SyscallException {
        try {
            return isHeld(Sockets.AF_INET6, type, port);
        } catch (SyscallException noIpv6) {
            if (noIpv6.errno().equals(Errno.EAFNOSUPPORT) || noIpv6.errno().equals(Errno.EADDRNOTAVAIL)) {
                return isHeld(Sockets.AF_INET, type, port);
            }
            throw noIpv6;
        }
    }

    private boolean isHeld(int family, int type, int port) throws SyscallException {
        String subject = "a probe of port " + port;
        try (Fd socket = Sockets.socket(family, type, 0, subject)) {
            if (family == Sockets.AF_INET6) {
                Sockets.setOption(socket, subject, Sockets.IPPROTO_IPV6, Sockets.IPV6_V6ONLY, 0);
            }
            ticket.stamp(socket);
            Sockets.bindWildcard(socket, subject, family, port);
            return false;
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.EADDRINUSE)) {
                return true;
            }
            throw refused;
        }
    }
}
