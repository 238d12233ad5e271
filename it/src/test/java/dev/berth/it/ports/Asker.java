package dev.berth.it.ports;

import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.linux.LinuxKernel;
import dev.berth.testkit.Patience;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** A process that asks everything once and prints a line for each answer: what, the number, the sentence. */
final class Asker {
    private static final PortBlock FREE = PortBlock.of(41_000, 4);

    private Asker() {}

    /** Arguments: cgroup, bpffs, store, protocol, start and count of a reservation. */
    public static void main(String... words) {
        Protocol protocol = Protocol.of(words[3]);
        PortBlock held = PortBlock.of(Integer.parseInt(words[4]), Integer.parseInt(words[5]));
        LinuxKernel kernel = new LinuxKernel(Optional.of(Path.of(words[0])), Path.of(words[1]));
        try (Ports ports = new EnginePorts(kernel, Path.of(words[2]), InstantSource.system(), Patience.ofSeconds(5))) {
            say("create", ports.create(ReservationRequest.of(protocol, FREE)));
            say("create-unsound", ports.create(ReservationRequest.of(protocol, PortBlock.of(0))));
            say("create-overlap", ports.create(ReservationRequest.of(protocol, held)));
            say("delete", ports.delete(protocol, held));
            say("delete-unsound", ports.delete(protocol, PortBlock.of(0)));
            say("delete-missing", ports.delete(protocol, FREE));
            ReservationChange nameless = ReservationChange.NONE.nameless();
            say("change", ports.change(protocol, held, nameless));
            say("change-unsound", ports.change(protocol, PortBlock.of(0), nameless));
            say("change-missing", ports.change(protocol, FREE, nameless));
            say("exclude", ports.exclude(protocol, FREE));
            say("exclude-unsound", ports.exclude(protocol, PortBlock.of(0)));
            say("remove", ports.removeExclusion(protocol, FREE));
            say("restore", ports.restore());
            say("disable", ports.disable());
            say("purge", ports.purge());
            Outcome<Reservation> lookup = ports.lookup(protocol, held);
            say("lookup", lookup);
            if (lookup instanceof Outcome.Granted<Reservation>(Reservation found, var warnings)) {
                System.out.println("found " + found.standing() + " " + found.token() + " " + warnings.size());
            }
            say("lookup-missing", ports.lookup(protocol, FREE));
            say("list", ports.list());
        }
    }

    private static void say(String what, Outcome<?> outcome) {
        String message = outcome instanceof Outcome.Refused<?> refused ? refused.message() : "";
        System.out.println(what + " " + outcome.code().number() + " " + message);
    }
}
