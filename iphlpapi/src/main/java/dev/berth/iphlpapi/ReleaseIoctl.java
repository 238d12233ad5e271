package dev.berth.iphlpapi;

import dev.berth.api.Outcome;
import dev.berth.api.Ports;
import dev.berth.api.Token;
import java.util.Optional;

/** {@link Mstcpip#SIO_RELEASE_PORT_RESERVATION}: ends a reservation of this process, asked of any socket. */
final class ReleaseIoctl implements Ioctl {
    private final Ports ports;

    ReleaseIoctl(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Outcome<String> on(OpenSocket socket, IoctlBuffers buffers) {
        Optional<Outcome<String>> unfit = buffers.refusal(INET_PORT_RESERVATION_TOKEN.SIZE, 0);
        if (unfit.isPresent()) {
            return unfit.get();
        }
        Token token = new Token(buffers.in(INET_PORT_RESERVATION_TOKEN::read).Token());
        return switch (ports.release(token)) {
            case Outcome.Refused<Token> refused -> refused.retyped();
            case Outcome.Granted<Token> granted -> Outcome.granted("released " + token, granted.warnings());
        };
    }
}
