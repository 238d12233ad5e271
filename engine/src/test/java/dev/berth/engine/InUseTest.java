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
import dev.berth.testkit.kernel.ScriptedSockets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("P4 a block with a port in use is refused, nothing changed, the holder named")
class InUseTest {
    private static final Optional<OwnerProcess> NOBODY = Optional.empty();

    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
    }

    @Test
    void aListener() throws Exception {
        machine.kernel.sockets().listen(Protocol.TCP, 8081);

        assertThat(create(Protocol.TCP, 4))
                .isEqualTo("create tcp 8080-8083: port 8081 is in use by pid 4121 (java, user bob), listening on"
                        + " 0.0.0.0:8081; stop it, or choose another block");
        assertNothingChanged();
        machine.ports.create(request(Protocol.UDP, 8080, 4)).orElseThrow();
    }

    @Test
    void theListenerIsNamedAndNotItsConnections() {
        open(Protocol.TCP, "::ffff:10.0.0.1", 8080, "TIME-WAIT", NOBODY);
        open(
                Protocol.TCP,
                "10.0.0.1",
                8080,
                "ESTAB",
                Optional.of(new OwnerProcess(9, "curl", "eve", 1001, "/", Optional.empty())));
        machine.kernel.sockets().listen(Protocol.TCP, 8080);

        assertThat(create(Protocol.TCP, 1)).contains("pid 4121 (java, user bob), listening on 0.0.0.0:8080; stop it");
    }

    @Test
    @Timeout(20) // once for each of all ports it would be many minutes
    void aServerWithVeryManyConnectionsIsNamedAtOnce() {
        for (int i = 0; i < 200_000; i++) {
            open(Protocol.TCP, "10.0.0.1", 8080, i % 2 == 0 ? "TIME-WAIT" : "ESTAB", NOBODY);
        }
        machine.kernel.sockets().listen(Protocol.TCP, 8080);

        assertThat(create(Protocol.TCP, 1)).contains("pid 4121 (java, user bob), listening on 0.0.0.0:8080; stop it");
    }

    @ParameterizedTest
    @CsvSource({
        "ESTAB, ::1, 'connected from [::1]:8080'",
        "UNCONN, ::, 'bound to [::]:8080'",
        "FIN-WAIT-2, 2001:db8:0:0:1:0:0:1, 'in FIN-WAIT-2 on [2001:db8::1:0:0:1]:8080'",
        "BOUND, 127.0.0.1, 'bound to 127.0.0.1:8080'"
    })
    void anySocket(String state, String address, String named) throws Exception {
        open(Protocol.UDP, address, 8080, state, NOBODY);

        assertThat(create(Protocol.TCP_UDP, 2)).contains("port 8080 is in use by a socket of no process, " + named);
        assertNothingChanged();
    }

    @Test
    void aSocketThatNoTableShows() throws Exception {
        machine.kernel.sockets().bindUnseen(Protocol.TCP, 8080);

        assertThat(create(Protocol.TCP, 1)).contains("port 8080 is in use by a socket that the kernel does not list");
        assertNothingChanged();
    }

    @Test
    void onlyTimeWaitIsInTheWay() throws Exception {
        open(Protocol.TCP, "127.0.0.1", 8082, "TIME-WAIT", NOBODY);

        assertThat(create(Protocol.TCP, 4))
                .isEqualTo("create tcp 8080-8083: port 8082 is in TIME_WAIT on 127.0.0.1:8082 after a connection that"
                        + " was closed, which ends by itself within 60 seconds; try again then, add --evict, or choose"
                        + " another block");
        assertNothingChanged();
    }

    @Test
    void manyPortsAreCounted() {
        for (int port = 8080; port < 8090; port++) {
            machine.kernel.sockets().listen(Protocol.UDP, port);
        }

        assertThat(create(Protocol.UDP, 10))
                .contains("port 8080 is", "port 8082 is", ", and 7 more ports are; stop them")
                .doesNotContain("port 8083");
    }

    @Test
    void aLargeBlockIsProbedWhereTheTableLeavesOutWhatIsBoundAndNothingMore() throws Exception {
        machine.kernel.sockets().leaveOutBound();
        machine.kernel.sockets().bindUnseen(Protocol.TCP, 8144);

        assertThat(create(Protocol.TCP, 65)).contains("port 8144 is in use by a socket that the kernel does not list");
        assertThat(create(Protocol.TCP_UDP, 65)).contains("port 8144 is in use");
        assertNothingChanged();
        machine.ports.create(request(Protocol.UDP, 8080, 65)).orElseThrow();
        assertThat(machine.script().calls()).doesNotContain("Guard.probe udp 8080-8144");
    }

    @Test
    void aLargeBlockIsLookedUpInTheTableAndNotProbed() throws Exception {
        machine.kernel.sockets().listen(Protocol.TCP, 8144);

        assertThat(create(Protocol.TCP, 65)).contains("port 8144 is in use by pid 4121");
        assertThat(machine.script().calls()).noneMatch(call -> call.startsWith("Guard.probe"));
        assertNothingChanged();
        assertThat(create(Protocol.TCP, 64 + 1)).isNotEmpty();
        machine.ports.create(request(Protocol.TCP, 8080, 64)).orElseThrow();
        assertThat(machine.script().calls()).contains("Guard.probe tcp 8080-8143");
    }

    @Test
    void aConnectInFlightIsSeenAtTheSecondLook() throws Exception {
        EnginePorts ports = machine.engine(time -> machine.kernel.sockets().listen(Protocol.TCP, 40_080));

        refused(ports.create(request(Protocol.TCP, 40_080, 1)), Code.ERROR_SHARING_VIOLATION);
        assertNothingChanged();
    }

    @Test
    void whatWasWrittenBetweenTheLooksIsRemovedWhenTheSecondFindsSomebody() {
        EnginePorts ports = machine.engine(time -> machine.kernel.sockets().listen(Protocol.TCP, 40_080));

        refused(ports.create(request(Protocol.TCP, 40_080, 1)), Code.ERROR_SHARING_VIOLATION);

        assertThat(machine.script().calls()).contains("Disk.write .tcp-40080-1.json.tmp");
        assertThat(machine.script().calls()).noneMatch(call -> call.startsWith("Disk.rename"));
        assertThat(machine.store.toFile().list()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void whereAutomaticAssignmentDoesNotChooseNobodyIsWaitedFor() {
        EnginePorts ports = machine.engine(time -> {
            throw new AssertionError("waited for " + time);
        });

        ports.create(request(Protocol.TCP, 32_764, 4)).orElseThrow();
        assertThat(machine.script().calls())
                .filteredOn("Guard.probe tcp 32764-32767"::equals)
                .hasSize(1);
    }

    @Test
    void nothingIsWrittenWhereSomebodyIsFoundAtOnce() {
        machine.kernel.sockets().listen(Protocol.TCP, 8080);

        create(Protocol.TCP, 1);

        assertThat(machine.script().calls()).noneMatch(call -> call.startsWith("Disk.write"));
    }

    private String create(Protocol protocol, int count) {
        return refused(machine.ports.create(request(protocol, 8080, count)), Code.ERROR_SHARING_VIOLATION);
    }

    private void open(Protocol protocol, String address, int port, String state, Optional<OwnerProcess> owner) {
        ScriptedSockets sockets = machine.kernel.sockets();
        sockets.open(sockets.entry(
                protocol,
                EntryState.of(state).orElseThrow(),
                new Endpoint(IpAddress.parse(address), port),
                new Endpoint(IpAddress.ANY_IPV4, 0),
                owner));
    }

    private void assertNothingChanged() throws Exception {
        assertThat(machine.files()).isEmpty();
        assertThat(machine.kernel.guardHome().entries()).isEmpty();
        assertThat(machine.kernel.guardHome().claims().isEmpty()).isTrue();
        assertThat(machine.kernel.reservedPorts().listed().isEmpty()).isTrue();
    }
}
