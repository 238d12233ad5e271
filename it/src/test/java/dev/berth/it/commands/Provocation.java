package dev.berth.it.commands;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.client.ClientPorts;
import dev.berth.engine.EnginePorts;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.Mstcpip;
import dev.berth.iphlpapi.WinSock;
import dev.berth.it.walls.InsideEntries;
import dev.berth.it.walls.InsidePorts;
import dev.berth.kernel.unix.LinuxLocks;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * How a code comes up on a real machine.
 *
 * @param wanted what its sentence says was wanted
 * @param wayOut what it says to do
 * @param say makes it come up, and returns what is said
 */
record Provocation(String wanted, String wayOut, Saying say) {
    private static final PortBlock BLOCK = PortBlock.of(8080);

    /** What is said within walls. */
    interface Saying {
        String in(Walls walls) throws Exception;
    }

    /** The one of a code; none for codes that never come up. */
    static Optional<Provocation> of(Code code) {
        return Optional.ofNullable(
                switch (code) {
                    case ERROR_NETWORK_ACCESS_DENIED, WSA_IO_PENDING -> null;
                    case NO_ERROR ->
                        new Provocation("reserved tcp 8080", "", walls -> berth(walls, 0, "create", "tcp", "8080"));
                    case ERROR_ACCESS_DENIED ->
                        new Provocation(
                                "create tcp 8080", "sudo", walls -> ordinary(walls, 4, "create", "tcp", "8080"));
                    case ERROR_SHARING_VIOLATION ->
                        new Provocation("create tcp 8080", "run 'berth delete tcp 8080'", walls -> {
                            berth(walls, 0, "create", "tcp", "8080");
                            return berth(walls, 1, "create", "tcp", "8080");
                        });
                    case ERROR_NOT_SUPPORTED ->
                        new Provocation("create tcp 9090", "--bpffs", walls -> {
                            berth(walls, 0, "create", "tcp", "8080");
                            String elsewhere = "--net=" + walls.anotherNetwork().path();
                            return said(Launcher.of(walls, "nsenter", elsewhere).and("create", "tcp", "9090"), 1);
                        });
                    case ERROR_INVALID_PARAMETER ->
                        new Provocation(
                                "create tcp 0",
                                "cannot start at port 0",
                                walls -> berth(walls, 1, "create", "tcp", "0"));
                    case ERROR_DISK_FULL ->
                        new Provocation("create tcp 8080", "room", walls -> {
                            Files.createDirectory(walls.store());
                            String store = walls.store().toString();
                            Program.of("mount", "-t", "tmpfs", "-o", "size=64k,mode=0755", "none", store)
                                    .expect(0);
                            Program.of("sh", "-c", "cat /dev/zero > \"$0\"/filler", store)
                                    .run();
                            return berth(walls, 1, "create", "tcp", "8080");
                        });
                    case ERROR_INSUFFICIENT_BUFFER ->
                        new Provocation("GetTcpTable", "ask again", Provocation::smallBuffer);
                    case ERROR_MR_MID_NOT_FOUND ->
                        new Provocation(
                                "close tcp entries", "berth entries", walls -> berth(walls, 1, "close", "sport = :1"));
                    case WSA_OPERATION_ABORTED ->
                        new Provocation(
                                "list",
                                "closed while waiting",
                                walls -> unanswered(walls, (ports, thread) -> ports.close()));
                    case ERROR_IO_DEVICE ->
                        new Provocation(
                                "create tcp 8080",
                                "check that file system",
                                walls -> said(
                                        Launcher.of(walls, "prlimit", "--fsize=0")
                                                .and("create", "tcp", "8080"),
                                        1));
                    case ERROR_NOT_FOUND ->
                        new Provocation(
                                "delete tcp 8080", "berth list", walls -> berth(walls, 1, "delete", "tcp", "8080"));
                    case WSAEINTR ->
                        new Provocation(
                                "list",
                                "interrupted",
                                walls -> unanswered(walls, (ports, thread) -> thread.interrupt()));
                    case WSAEACCES ->
                        new Provocation(
                                "acquire 1 tcp port",
                                "sudo",
                                walls -> ordinary(walls, 4, "acquire", "tcp", "--", "true"));
                    case WSAEFAULT ->
                        new Provocation(
                                "WSAIoctl",
                                "array of one element",
                                walls -> winSock(walls, api -> {
                                    long socket = api.socket(2, 1, 6);
                                    return api.WSAIoctl(
                                            socket,
                                            Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION,
                                            ByteBuffer.allocate(8),
                                            null,
                                            null);
                                }));
                    case WSAEINVAL ->
                        new Provocation(
                                "acquire 0 tcp ports",
                                "a block has 1 to 65535",
                                walls -> berth(walls, 1, "acquire", "tcp", "--count", "0", "--", "true"));
                    case WSAEINPROGRESS -> new Provocation("acquire 1 tcp port", "try again", Provocation::locked);
                    case WSAENOTSOCK ->
                        new Provocation(
                                "WSAIoctl",
                                "closed",
                                walls -> winSock(
                                        walls,
                                        api -> api.WSAIoctl(
                                                4711, Mstcpip.SIO_ACQUIRE_PORT_RESERVATION, null, null, new int[1])));
                    case WSAEOPNOTSUPP ->
                        new Provocation(
                                "socket", "TCP or UDP", walls -> winSock(walls, api -> (int) api.socket(2, 3, 1)));
                    case WSAEADDRINUSE ->
                        new Provocation("acquire tcp 8080", "choose another block", walls -> {
                            berth(walls, 0, "create", "tcp", "8080");
                            return berth(walls, 1, "acquire", "tcp", "--start", "8080", "--", "true");
                        });
                    case WSAENETDOWN ->
                        new Provocation("watch", "systemctl start berthd", walls -> ordinary(walls, 3, "watch"));
                    case WSAENOBUFS ->
                        new Provocation(
                                "acquire 3 tcp ports",
                                "choose another range",
                                walls -> berth(
                                        walls,
                                        1,
                                        "--range",
                                        "20000-20001",
                                        "acquire",
                                        "tcp",
                                        "--count",
                                        "3",
                                        "--",
                                        "true"));
                });
    }

    private static String berth(Walls walls, int exit, String... words) throws Exception {
        return said(Launcher.of(walls).and(words), exit);
    }

    private static String ordinary(Walls walls, int exit, String... words) throws Exception {
        return said(Launcher.of(walls, OrdinaryUser.ALICE.prefix()).and(words), exit);
    }

    private static String said(Program program, int exit) throws Exception {
        Program.Result result = program.expect(exit);
        return (exit == 0 ? result.out() : result.err()).strip();
    }

    private static String said(Outcome<?> outcome) {
        return outcome.code() + " (" + outcome.code().number() + "): "
                + (outcome instanceof Outcome.Refused<?> refused ? refused.message() : outcome);
    }

    private static String smallBuffer(Walls walls) {
        try (IpHelper helper = new IpHelper(InsidePorts.of(walls), InsideEntries.of(walls))) {
            helper.GetTcpTable(null, new int[1], false);
            return helper.explain();
        }
    }

    private interface Call {
        int on(WinSock api);
    }

    private static String winSock(Walls walls, Call call) {
        return walls.call(() -> {
            try (WinSock api = new WinSock(InsidePorts.kernel(walls), walls.store())) {
                call.on(api);
                return api.explain();
            }
        });
    }

    private interface Giving {
        void up(ClientPorts ports, Thread waiting);
    }

    /** What a call is told that waits for a berthd that was stopped, and is given up. */
    private static String unanswered(Walls walls, Giving giving) throws Exception {
        Berthd berthd = Berthd.start(walls);
        try (ClientPorts ports = new ClientPorts(berthd.socket())) {
            ports.list();
            Program.of("kill", "-STOP", Integer.toString(berthd.pid())).expect(0);
            FutureTask<Outcome<?>> call = new FutureTask<>(ports::list);
            Thread waiting = Thread.ofPlatform().start(call);
            Eventually.when(
                    "it waits",
                    () -> Stream.of(waiting.getStackTrace())
                            .anyMatch(frame -> frame.getMethodName().equals("received")));
            giving.up(ports, waiting);
            return said(call.get());
        } finally {
            Program.of("kill", "-CONT", Integer.toString(berthd.pid())).expect(0);
        }
    }

    private static String locked(Walls walls) throws Exception {
        InsidePorts.of(walls).create(ReservationRequest.of(Protocol.TCP, BLOCK)).orElseThrow();
        Path lock = walls.store().resolve(".lock");
        try (var held = new LinuxLocks().exclusive(lock, Duration.ZERO);
                var ports = new EnginePorts(
                        InsidePorts.kernel(walls), walls.store(), InstantSource.system(), Duration.ofMillis(5))) {
            Objects.requireNonNull(held);
            return walls.call(() -> said(ports.acquire(AcquireRequest.of(Protocol.TCP, 1))));
        }
    }
}
