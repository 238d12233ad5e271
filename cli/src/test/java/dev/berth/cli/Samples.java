package dev.berth.cli;

import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.Exclusion;
import dev.berth.api.Lifetime;
import dev.berth.api.Listing;
import dev.berth.api.LowPorts;
import dev.berth.api.OwnerProcess;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.RuntimeReservation;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import dev.berth.kernel.Checkup.Answer;
import dev.berth.kernel.Checkup.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What there is to show, always the same. */
final class Samples {
    static final Instant SINCE = Instant.parse("2026-11-21T22:30:00Z");

    static final Reservation WEB = new Reservation(
            new Token(0x5d3c2a1900000001L),
            Protocol.TCP,
            PortBlock.between(8080, 8083),
            Optional.of("web"),
            List.of(
                    new Consumer.User("www-data", OptionalLong.of(33)),
                    new Consumer.Group("ops", OptionalLong.of(1002)),
                    new Consumer.Cgroup("/system.slice/nginx.service")),
            Deny.EACCES,
            LowPorts.FREE_FOR_CONSUMERS,
            SINCE,
            Standing.ENFORCED);

    static final Reservation PLAIN = new Reservation(
            Token.NONE,
            Protocol.TCP_UDP,
            PortBlock.of(53),
            Optional.empty(),
            List.of(),
            Deny.EADDRINUSE,
            LowPorts.PRIVILEGED,
            Instant.parse("2026-01-02T03:04:05Z"),
            Standing.NOT_VERIFIED);

    static final Exclusion EXCLUSION =
            new Exclusion(Protocol.TCP, PortBlock.between(5000, 5099), SINCE, Standing.NOT_ENFORCED);

    static final Exclusion LAST =
            new Exclusion(Protocol.UDP, PortBlock.between(60000, 60001), SINCE, Standing.ENFORCED);

    static final RuntimeReservation RUNTIME = new RuntimeReservation(
            new Token(0x5d3c2a1900000002L),
            Protocol.TCP,
            PortBlock.between(9000, 9003),
            new OwnerProcess(4121, "java", "bob", 1000, "/user.slice", Optional.empty()),
            List.of(),
            Deny.EACCES,
            SINCE,
            Lifetime.PROCESS);

    static final RuntimeReservation ANCHORED = new RuntimeReservation(
            new Token(0x5d3c2a1900000003L),
            Protocol.UDP,
            PortBlock.of(20000),
            new OwnerProcess(4210, "media server", "1001", 1001, "/", Optional.empty()),
            List.of(new Consumer.User("www-data", OptionalLong.of(33))),
            Deny.EADDRINUSE,
            SINCE,
            Lifetime.SOCKET);

    static final Listing LISTING =
            new Listing(List.of(PLAIN, WEB), List.of(EXCLUSION, LAST), List.of(RUNTIME, ANCHORED));

    static final List<Finding> FINDINGS = List.of(
            new Finding("Linux", Answer.YES, "6.18", Optional.empty()),
            new Finding("libbpf", Answer.NO, "libbpf.so.1 is not there", Optional.of("install libbpf1")),
            new Finding(
                    "BTF",
                    Answer.LIMITED,
                    "no /sys/kernel/btf/vmlinux: no descendants",
                    Optional.of("use a kernel with BTF")),
            new Finding("bpffs", Answer.UNKNOWN, "EPERM", Optional.of("ask again as root")));

    private Samples() {}
}
