package dev.berth.daemon;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.SocketDescription;
import dev.berth.kernel.unix.Sockets;
import java.util.Optional;

/** What strangers may pass where a socket is asked for. */
final class PassedSocket {
    private static final String SUBJECT = "the socket that was passed";

    private final NetworkNamespace here;

    /**
     * Sockets of a network namespace.
     *
     * @param here whose ports are kept
     */
    PassedSocket(NetworkNamespace here) {
        this.here = here;
    }

    /** The refusal of a descriptor that is no socket of a protocol. */
    <T> Optional<Outcome.Refused<T>> unfit(Fd descriptor, String wanted, Protocol protocol) {
        return ask(wanted, () -> {
            Optional<Outcome.Refused<T>> foreign = foreign(descriptor, wanted);
            if (foreign.isPresent()) {
                return foreign;
            }
            Protocol pool = pool(descriptor);
            return protocol.meets(pool)
                    ? Optional.empty()
                    : refused(Code.WSAEINVAL, wanted, "the socket is of " + pool + ", not of " + protocol);
        });
    }

    /** The refusal of a descriptor that is no socket with a pool, or is bound already. */
    <T> Optional<Outcome.Refused<T>> unbound(Fd descriptor, String wanted) {
        return ask(wanted, () -> {
            Optional<Outcome.Refused<T>> foreign = foreign(descriptor, wanted);
            if (foreign.isPresent()) {
                return foreign;
            }
            return SocketDescription.port(descriptor) == 0
                    ? Optional.empty()
                    : refused(Code.WSAEINVAL, wanted, "the socket is bound already; associate it before it is bound");
        });
    }

    /** The pool of a socket that was not refused. */
    Protocol pool(Fd socket) {
        try {
            return SocketDescription.of(socket).flatMap(SocketDescription::pool).orElseThrow();
        } catch (SyscallException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private <T> Optional<Outcome.Refused<T>> foreign(Fd descriptor, String wanted) throws SyscallException {
        Optional<SocketDescription> socket = SocketDescription.of(descriptor);
        if (socket.isEmpty()) {
            return refused(Code.WSAENOTSOCK, wanted, "the descriptor that was passed is no socket");
        }
        if (socket.get().pool().isEmpty()) {
            return refused(Code.WSAEOPNOTSUPP, wanted, "the socket that was passed is neither of TCP nor of UDP");
        }
        if (Sockets.networkCookie(descriptor, SUBJECT) != here.cookie()) {
            return refused(
                    Code.WSAEINVAL,
                    wanted,
                    "the socket that was passed belongs to another network namespace than " + here.inode());
        }
        return Optional.empty();
    }

    /** Asks something of a descriptor. */
    @FunctionalInterface
    private interface Question<T> {
        Optional<Outcome.Refused<T>> ask() throws SyscallException;
    }

    private static <T> Optional<Outcome.Refused<T>> ask(String wanted, Question<T> question) {
        try {
            return question.ask();
        } catch (SyscallException failed) {
            return refused(
                    Code.WSAENOTSOCK, wanted, "the descriptor that was passed is of no use: " + failed.getMessage());
        }
    }

    private static <T> Optional<Outcome.Refused<T>> refused(Code code, String wanted, String clause) {
        return Optional.of(new Outcome.Refused<>(code, wanted + ": " + clause));
    }
}
