package dev.berth.iphlpapi;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import java.util.Optional;

/** {@link Mstcpip#SIO_ACQUIRE_PORT_RESERVATION}: reserves a block for as long as the socket lives. */
final class AcquireIoctl implements Ioctl {
    private final SocketPorts.Acquiring ports;

    AcquireIoctl(SocketPorts.Acquiring ports) {
        this.ports = ports;
    }

    @Override
    public Outcome<String> on(OpenSocket socket, IoctlBuffers buffers) {
        Optional<Outcome<String>> unfit = buffers.refusal(INET_PORT_RANGE.SIZE, INET_PORT_RESERVATION_INSTANCE.SIZE);
        if (unfit.isPresent()) {
            return unfit.get();
        }
        INET_PORT_RANGE range = buffers.in(INET_PORT_RANGE::read);
        var wanted = new PortBlock(IpHelper.ntohs(range.StartPort()), Short.toUnsignedInt(range.NumberOfPorts()));
        AcquireRequest any = AcquireRequest.of(socket.type().pool(), wanted.count());
        AcquireRequest request = wanted.start() == 0 ? any : any.startingAt(wanted.start());
        Outcome<AcquiredBlock> outcome = ports.acquire(request, socket.number());
        return switch (outcome) {
            case Outcome.Refused<AcquiredBlock> refused ->
                Outcome.refused(refused.code(), refused.message() + Explanation.hint(wanted));
            case Outcome.Granted<AcquiredBlock> granted -> {
                AcquiredBlock acquired = granted.value();
                yield isHandedOut(acquired, buffers)
                        ? Outcome.granted("acquired " + acquired + Explanation.hint(wanted), granted.warnings())
                        : takenBack(acquired);
            }
        };
    }

    private static boolean isHandedOut(AcquiredBlock acquired, IoctlBuffers buffers) {
        PortBlock block = acquired.block();
        try {
            buffers.out(new INET_PORT_RESERVATION_INSTANCE(
                    IpHelper.htons(block.start()),
                    (short) block.count(),
                    acquired.token().bits()));
            return true;
        } catch (RuntimeException gone) { // another thread gave the memory back during the call
            return false;
        }
    }

    /** Releases what nobody would know the token of. */
    private static Outcome<String> takenBack(AcquiredBlock acquired) {
        String why = "the output cannot be written any more";
        try {
            acquired.close();
            return Outcome.refused(Code.WSAEFAULT, why + "; " + acquired + " was released again");
        } catch (IllegalStateException kept) {
            return Outcome.refused(
                    Code.WSAEFAULT, why + "; " + acquired + " stays until the socket is closed: " + kept.getMessage());
        }
    }
}
