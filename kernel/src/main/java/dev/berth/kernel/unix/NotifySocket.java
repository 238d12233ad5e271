package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Tells the service manager how this service is doing, as {@code sd_notify(3)} does. Safe for concurrent use. */
public final class NotifySocket {
    private static final String VARIABLE = "NOTIFY_SOCKET";

    private final UnixAddress address;

    private NotifySocket(UnixAddress address) {
        this.address = address;
    }

    /** The one that an environment names; empty where nobody wants to be told. */
    public static Optional<NotifySocket> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE))
                .filter(name -> name.startsWith("/") || name.startsWith("@"))
                .map(name -> new NotifySocket(new UnixAddress(name)));
    }

    /**
     * Says how things are, in one datagram.
     *
     * @param assignments such as {@code READY=1} and {@code STATUS=…}, of one line each
     */
    public void tell(String... assignments) throws SyscallException {
        byte[] datagram = String.join("\n", assignments).getBytes(StandardCharsets.UTF_8);
        try (Fd socket = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0, address.name());
                Arena arena = Arena.ofConfined()) {
            address.connect(socket);
            Sockets.send(socket, address.name(), arena.allocateFrom(JAVA_BYTE, datagram));
        }
    }
}
