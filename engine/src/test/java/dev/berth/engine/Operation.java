package dev.berth.engine;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.Endpoint;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.Outcome;
import dev.berth.api.OwnerProcess;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Remedy;
import dev.berth.api.ReservationChange;
import dev.berth.api.Token;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.kernel.ScriptedSockets;
import java.util.Optional;

/**
 * The changes that tests interrupt, each on a machine that has something already: 22 and 8081 are somebody else's in
 * the list of reserved ports, {@code tcp 9000-9003} is reserved, {@code udp 5000-5009} is excluded, and another process,
 * which lives on, has acquired {@code tcp 45000}.
 */
enum Operation {
    CREATE {
        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.create(Machine.request(Protocol.TCP_UDP, 8080, 4).named("new"));
        }
    },
    CREATE_WHILE_DISABLED {
        @Override
        void prepare(Machine machine) {
            machine.ports.disable().orElseThrow();
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return CREATE.run(ports);
        }
    },
    CREATE_WITH_REMEDIES {
        @Override
        void prepare(Machine machine) {
            ScriptedSockets sockets = machine.kernel.sockets();
            Endpoint peer = new Endpoint(IpAddress.ANY_IPV4, 40_000);
            for (int port = 8080; port < 8082; port++) {
                sockets.open(sockets.entry(
                        Protocol.TCP,
                        EntryState.ESTABLISHED,
                        new Endpoint(IpAddress.ANY_IPV4, port),
                        peer,
                        Optional.of(ScriptedSockets.BOB)));
            }
            sockets.listen(Protocol.UDP, 8082);
            OwnerProcess root = new OwnerProcess(77, "ntpd", "root", 0, "/", Optional.empty());
            sockets.open(sockets.entry(
                    Protocol.UDP,
                    EntryState.UNCONNECTED,
                    new Endpoint(IpAddress.ANY_IPV4, 8083),
                    new Endpoint(IpAddress.ANY_IPV4, 0),
                    Optional.of(root)));
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.create(Machine.request(Protocol.TCP_UDP, 8080, 4)
                    .consumer(Consumer.user("root"))
                    .with(Remedy.ADOPT)
                    .with(Remedy.TERMINATE));
        }
    },
    DELETE {
        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.delete(Protocol.TCP, HELD);
        }
    },
    DELETE_WHILE_DISABLED {
        @Override
        void prepare(Machine machine) {
            machine.ports.disable().orElseThrow();
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return DELETE.run(ports);
        }
    },
    CHANGE {
        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.change(
                    Protocol.TCP, HELD, ReservationChange.NONE.named("other").denyWith(Deny.EADDRINUSE));
        }
    },
    CHANGE_WHILE_DISABLED {
        @Override
        void prepare(Machine machine) {
            machine.ports.disable().orElseThrow();
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return CHANGE.run(ports);
        }
    },
    EXCLUDE {
        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.exclude(Protocol.TCP, PortBlock.of(8080, 4));
        }
    },
    REMOVE_EXCLUSION {
        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.removeExclusion(Protocol.UDP, EXCLUDED);
        }
    },
    RESTORE_AFTER_REBOOT {
        @Override
        void prepare(Machine machine) {
            machine.kernel.reboot();
            machine.kernel.reservedPorts().list(FOREIGN);
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.restore();
        }
    },
    RESTORE_WHILE_DISABLED {
        @Override
        void prepare(Machine machine) {
            machine.ports.disable().orElseThrow();
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.restore();
        }
    },
    ACQUIRE {
        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.acquire(AcquireRequest.of(Protocol.TCP_UDP, 4).startingAt(9500));
        }
    },
    ACQUIRE_ANY_ANCHORED {
        @Override
        void prepare(Machine machine) {
            machine.kernel.sockets().listen(Protocol.UDP, RuntimeRange.USUAL.start());
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.acquire(AcquireRequest.of(Protocol.TCP_UDP, 4), 7);
        }
    },
    ACQUIRE_AUTOMATIC {
        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.acquire(AcquireRequest.of(Protocol.TCP, 100).startingAt(39_990));
        }
    },
    ACQUIRE_ANY_AUTOMATIC_IN_A_SESSION {
        @Override
        void prepare(Machine machine) {
            machine.kernel.reservedPorts().automatic(PortBlock.between(20_000, 30_000));
            openSession(machine);
            machine.kernel.sockets().listen(Protocol.TCP, RuntimeRange.USUAL.start() + 2);
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.acquire(AcquireRequest.of(Protocol.TCP, 4));
        }
    },
    ACQUIRE_IN_A_SESSION {
        @Override
        void prepare(Machine machine) {
            openSession(machine);
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.acquire(AcquireRequest.of(Protocol.TCP, 4).startingAt(9500));
        }
    },
    ACQUIRE_ANY_IN_A_SESSION {
        @Override
        void prepare(Machine machine) {
            openSession(machine);
            machine.kernel.sockets().listen(Protocol.TCP, RuntimeRange.USUAL.start() + 2);
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.acquire(AcquireRequest.of(Protocol.TCP_UDP, 4));
        }
    },
    ACQUIRE_WHILE_DISABLED {
        @Override
        void prepare(Machine machine) {
            machine.ports.disable().orElseThrow();
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.acquire(AcquireRequest.of(Protocol.TCP, 4));
        }
    },
    RELEASE {
        @Override
        void prepare(Machine machine) {
            openSession(machine);
            machine.ports.restore().orElseThrow(); // which ends the session
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.release(ACQUIRED);
        }
    },
    RELEASE_IN_A_SESSION {
        @Override
        void prepare(Machine machine) {
            openSession(machine);
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.release(ACQUIRED);
        }
    },
    RELEASE_AUTOMATIC {
        @Override
        void prepare(Machine machine) {
            machine.kernel.reservedPorts().automatic(PortBlock.between(20_000, 30_000));
            openSession(machine);
        }

        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.release(ACQUIRED);
        }
    },
    DISABLE {
        @Override
        Outcome<?> run(EnginePorts ports) {
            return ports.disable();
        }
    };

    static final PortBlock HELD = PortBlock.of(9000, 4);
    static final PortBlock EXCLUDED = PortBlock.of(5000, 10);
    static final int NEIGHBOR = 300;
    static final PortSet FOREIGN = PortSet.of(PortBlock.of(22)).plus(PortSet.of(PortBlock.of(8081)));

    private static void openSession(Machine machine) {
        machine.ports.acquire(Protocol.TCP, 2);
    }

    /** The token that the guard issues as the third, after those for the reservation and for the neighbor. */
    private static final Token ACQUIRED = new Token((0x5d3c_2a19L << Integer.SIZE) + 3);

    abstract Outcome<?> run(EnginePorts ports);

    void prepare(Machine machine) {}

    /** Puts the machine where this operation finds it. */
    void setUp(Machine machine) {
        machine.kernel.reservedPorts().list(FOREIGN);
        machine.ports
                .create(Machine.request(Protocol.TCP, 9000, 4).named("held"))
                .orElseThrow();
        machine.ports.exclude(Protocol.UDP, EXCLUDED).orElseThrow();
        int self = machine.kernel.processes().caller().life().pid();
        machine.kernel.processes().become(NEIGHBOR);
        try (EnginePorts neighbor = machine.engine()) {
            neighbor.acquire(AcquireRequest.of(Protocol.TCP, 1).startingAt(45_000))
                    .orElseThrow();
        }
        machine.kernel.processes().become(self);
        prepare(machine);
        machine.script().restart();
    }
}
