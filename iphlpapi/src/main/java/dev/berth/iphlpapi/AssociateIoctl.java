package dev.berth.iphlpapi;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Token;
import dev.berth.kernel.SyscallException;
import java.util.Optional;

/** {@link Mstcpip#SIO_ASSOCIATE_PORT_RESERVATION}: lets a socket that is not bound yet bind inside a reservation. */
final class AssociateIoctl implements Ioctl {
    private final SocketPorts.Associating ports;

    AssociateIoctl(SocketPorts.Associating ports) {
        this.ports = ports;
    }

    @Override
    public Outcome<String> on(OpenSocket socket, IoctlBuffers buffers) throws SyscallException {
        Optional<Outcome<String>> unfit = buffers.refusal(INET_PORT_RESERVATION_TOKEN.SIZE, 0);
        if (unfit.isPresent()) {
            return unfit.get();
        }
        if (socket.isBound()) {
            return Outcome.refused(Code.WSAEINVAL, "the socket is bound already; associate it before it is bound");
        }
        Token token = new Token(buffers.in(INET_PORT_RESERVATION_TOKEN::read).Token());
        return switch (ports.associate(socket.number(), socket.type().pool(), token)) {
            case Outcome.Refused<Token> refused -> refused.retyped();
            case Outcome.Granted<Token> granted ->
                Outcome.granted("associated the socket with " + token, granted.warnings());
        };
    }
}
