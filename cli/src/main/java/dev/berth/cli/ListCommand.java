package dev.berth.cli;

import dev.berth.api.Exclusion;
import dev.berth.api.Listing;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.RuntimeReservation;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth list}: the command that is run most, so no streams here. */
final class ListCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Lists reservations, runtime reservations with what ends them, and exclusions marked with"
                        + " *. Needs no privilege, but without it nobody can say whether the kernel keeps them, or what"
                        + " runtime reservations there are.");
        Positionals.optional(
                spec,
                "PROTOCOL",
                List.of(Protocol.TCP.label(), Protocol.UDP.label()),
                "tcp or udp: only what lies in that pool.");
    }

    @Override
    public Answer run(Call call) {
        List<String> rest = call.words().rest();
        Protocol pool = rest.isEmpty() ? Protocol.TCP_UDP : Blocks.protocol(rest.getFirst());
        try (Ports ports = call.ports()) {
            return Answer.of(ports.list(), listing -> new ListingView(of(pool, listing)));
        }
    }

    private static Listing of(Protocol pool, Listing all) {
        if (pool == Protocol.TCP_UDP) {
            return all;
        }
        List<Reservation> reservations = new ArrayList<>();
        for (Reservation reservation : all.reservations()) {
            if (pool.meets(reservation.protocol())) {
                reservations.add(reservation);
            }
        }
        List<Exclusion> exclusions = new ArrayList<>();
        for (Exclusion exclusion : all.exclusions()) {
            if (pool.meets(exclusion.protocol())) {
                exclusions.add(exclusion);
            }
        }
        List<RuntimeReservation> runtime = new ArrayList<>();
        for (RuntimeReservation reservation : all.runtime()) {
            if (pool.meets(reservation.protocol())) {
                runtime.add(reservation);
            }
        }
        return new Listing(reservations, exclusions, runtime);
    }
}
