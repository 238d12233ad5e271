package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Endpoint;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Protocol;
import dev.berth.api.Remedy;
import dev.berth.api.ReservationRequest;
import dev.berth.kernel.Errno;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was done to make room and cannot be taken back is told by a refusal, at whatever step it comes; and nothing else is. */
class DeedsTest {
    private static final OwnerProcess EVE = new OwnerProcess(9, "curl", "eve", 1001, "/", Optional.empty());

    @TempDir
    private Path folder;

    private final ReservationRequest web = request(Protocol.TCP, 8080, 4);
    private Machine machine;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
    }

    @Test
    void whatWasDoneBeforeAFailureIsTold() throws IOException {
        open(EntryState.ESTABLISHED);
        machine.script().fail("Disk.write", Errno.ENOSPC);

        assertThat(refused(machine.ports.create(web.with(Remedy.EVICT)), Code.ERROR_DISK_FULL))
                .endsWith(". Before that, 1 socket was closed, which cannot be taken back");
        assertNothingReserved();
    }

    @Test
    void whatWasDoneBeforeTheLastStepFailsIsToldToo() throws IOException {
        machine.ports.disable().orElseThrow();
        open(EntryState.LISTEN);
        machine.script().restart().fail("Disk.delete .disabled", new Errno(5));

        assertThat(refused(machine.ports.create(web.with(Remedy.TERMINATE)), Code.ERROR_IO_DEVICE))
                .contains(". Before that, pid 9 (curl, user eve)", " was asked to end, which cannot be taken back");
        assertNothingReserved();
    }

    @Test
    void whoMayNotBeAskedToEndIsNotSaidToHaveBeen() throws IOException {
        open(EntryState.LISTEN);
        machine.script().fail("ProcessTable.terminate", Errno.EACCES);

        assertThat(refused(machine.ports.create(web.with(Remedy.TERMINATE)), Code.ERROR_ACCESS_DENIED))
                .doesNotContain("asked to end");
        assertNothingReserved();
    }

    private void open(EntryState state) {
        Endpoint local = new Endpoint(IpAddress.ANY_IPV4, 8080);
        Endpoint peer = new Endpoint(IpAddress.ANY_IPV4, state == EntryState.LISTEN ? 0 : 40_000);
        machine.kernel
                .sockets()
                .open(machine.kernel.sockets().entry(Protocol.TCP, state, local, peer, Optional.of(EVE)));
    }

    private void assertNothingReserved() throws IOException {
        assertThat(machine.files()).isEmpty();
        assertThat(machine.kernel.guardHome().entries()).isEmpty();
        assertThat(machine.kernel.reservedPorts().listed().isEmpty()).isTrue();
    }
}
