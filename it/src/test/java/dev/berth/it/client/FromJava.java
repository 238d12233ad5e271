package dev.berth.it.client;

import dev.berth.api.Consumer;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.linux.LinuxKernel;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A program that reserves ports where Berth usually does, as the README and the javadoc of the api show it. It is for
 * walls that {@linkplain dev.berth.it.walls.Hidden#HOST hide the host}.
 */
final class FromJava {
    private static void reserve() {
        // @start region="open"
        Kernel kernel = new LinuxKernel(Optional.empty(), Path.of("/sys/fs/bpf/berth"));
        Path store = Path.of("/var/lib/berth");
        try (Ports ports = new EnginePorts(kernel, store, InstantSource.system(), Duration.ofSeconds(10))) {
            ReservationRequest request = ReservationRequest.of(Protocol.TCP, PortBlock.between(80, 83))
                    .named("web")
                    .consumer(Consumer.user("www-data"));
            if (ports.create(request) instanceof Outcome.Refused<Reservation> refused) {
                System.err.println(refused.message());
            }
        }
        // @end
    }

    /** Reserves twice, and says what comes of a bind. */
    public static void main(String[] words) throws IOException {
        reserve();
        reserve();
        try (ServerSocket socket = new ServerSocket(80)) {
            System.out.println("bound " + socket.getLocalPort());
        } catch (BindException refused) {
            System.out.println(refused.getMessage());
        }
    }

    private FromJava() {}
}
