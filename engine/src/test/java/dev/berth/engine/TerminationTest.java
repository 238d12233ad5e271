package dev.berth.engine;

import static dev.berth.engine.Machine.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.api.Remedy;
import dev.berth.testkit.kernel.ScriptedSockets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long is waited for a process that was asked to end: as long as what it had open is in the way. */
class TerminationTest {
    private static final OwnerProcess EVE = new OwnerProcess(9, "curl", "eve", 1001, "/", Optional.empty());
    private static final Endpoint HERE = new Endpoint(IpAddress.ANY_IPV4, 8080);
    private static final Endpoint NOWHERE = new Endpoint(IpAddress.ANY_IPV4, 0);
    private static final Endpoint PEER = new Endpoint(IpAddress.ipv4(0x0a000001), 40_000);

    @TempDir
    private Path folder;

    private final List<Duration> pauses = new ArrayList<>();
    private Machine machine;
    private ScriptedSockets sockets;
    private Entry socket;

    @BeforeEach
    void eveListens() {
        machine = new Machine(folder);
        machine.kernel.processTable().ignoresSignals(9);
        sockets = machine.kernel.sockets();
        socket = sockets.entry(Protocol.TCP, EntryState.LISTEN, HERE, NOWHERE, Optional.of(EVE));
        sockets.open(socket);
    }

    @Test
    void waitingEndsWithTheProcess() {
        terminate(() -> {
            if (pauses.size() == 3) {
                sockets.closeAll();
                sockets.open(sockets.entry(Protocol.TCP, EntryState.TIME_WAIT, HERE, PEER, Optional.empty()));
            }
        });
        assertThat(pauses.subList(0, 3))
                .containsExactly(Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20));
        assertThat(pauses).hasSizeLessThan(6);
    }

    @Test
    void aProcessOnItsWayOutIsWaitedForToo() {
        terminate(() -> {
            sockets.closeAll();
            if (pauses.size() < 3) {
                sockets.open(socket.with(Owners.NOBODY)); // its files are not its own any more, and not yet closed
            }
        });
        assertThat(pauses).hasSizeBetween(3, 5);
    }

    @Test
    void whatSeesItsConnectionOffIsNotWaitedFor() {
        terminate(() -> {
            if (pauses.size() == 1) {
                sockets.closeAll();
                sockets.open(orphan(socket));
            }
        });
        assertThat(pauses).hasSizeLessThan(5);
    }

    private void terminate(Runnable whileWaited) {
        machine.engine(time -> {
                    pauses.add(time);
                    whileWaited.run();
                })
                .create(request(Protocol.TCP, 8080, 4).with(Remedy.TERMINATE))
                .orElseThrow();
        assertThat(machine.script().calls()).contains("ProcessTable.terminate 9");
    }

    /** The same socket when its process has closed it and its connection is not over: nobody has a file of it. */
    private static Entry orphan(Entry entry) {
        return new Entry(
                entry.protocol(),
                EntryState.FIN_WAIT_2,
                entry.local(),
                entry.remote(),
                0,
                0,
                entry.cookie(),
                0,
                0,
                0,
                entry.timer(),
                Optional.empty(),
                Owners.NOBODY);
    }
}
