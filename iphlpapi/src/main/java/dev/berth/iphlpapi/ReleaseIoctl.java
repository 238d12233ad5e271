package dev.berth.iphlpapi;

import dev.berth.api.Outcome;
import dev.berth.api.Ports;
import dev.berth.api.Token;
import java.util.Optional;
import java.util.function.Consumer;

/** {@link Mstcpip#SIO_RELEASE_PORT_RESERVATION}: ends a reservation of this process, asked of any socket. */
final class ReleaseIoctl implements Ioctl {
    private final Ports ports;
    private final Consumer<Token> released;

    /** Releases through {@code ports}, and tells afterwards what was released. */
    ReleaseIoctl(Ports ports, Consumer<Token> released) {
        this.ports = ports;
        this.released = released;
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
            case Outcome.Granted<Token> granted -> {
                released.accept(token);
                yield Outcome.granted("released " + token, granted.warnings());
            }
        };
    }
}
