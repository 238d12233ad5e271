package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.api.EntryTimer;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.api.Remedy;
import dev.berth.api.ReservationRequest;
import dev.berth.api.TcpInfo;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.testkit.kernel.ScriptedSockets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done about sockets that are in a block already. */
class RemediesTest {
    private static final OwnerProcess WWW =
            new OwnerProcess(7, "nginx", "www-data", 33, "/system.slice/nginx.service", Optional.empty());
    private static final OwnerProcess EVE = new OwnerProcess(9, "curl", "eve", 1001, "/", Optional.empty());
    private static final OwnerProcess INIT = new OwnerProcess(1, "systemd", "root", 0, "/init", Optional.empty());
    private static final Endpoint PEER = new Endpoint(IpAddress.ipv4(0x0a000001), 40_000);

    @TempDir
    private Path folder;

    private Machine machine;
    private ScriptedSockets sockets;
    private ReservationRequest web;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
        machine.kernel.accounts().user("www-data", 33);
        machine.kernel.accounts().group("ops", 1002);
        sockets = machine.kernel.sockets();
        web = request(Protocol.TCP, 8080, 4).consumer(Consumer.user("www-data"));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 100})
    @DisplayName("P20 a consumer's listener, its connections and what is left of them stay")
    void p20(int count) {
        open(EntryState.LISTEN, 8080, WWW);
        open(EntryState.ESTABLISHED, 8080, WWW);
        open(EntryState.ESTABLISHED, 8080); // not accepted yet
        open(EntryState.TIME_WAIT, 8080);
        open(EntryState.SYN_RECV, 8080);

        var made = machine.ports.create(request(Protocol.TCP, 8080, count)
                .consumer(Consumer.user("www-data"))
                .with(Remedy.ADOPT));

        assertThat(warnings(made)).containsExactly("adopted: tcp port 8080 stays with pid 7 (nginx, user www-data)");
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 8080)).isTrue();
        assertThat(destroyed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:www-data", "group:ops", "cgroup:/system.slice/nginx.service", "cgroup:/system.slice"})
    @DisplayName("P20 consumers are judged as the guard judges them")
    void p20who(String consumer) {
        open(EntryState.LISTEN, 8080, WWW);
        machine.kernel.processTable().join(7, 33L, 1002L);

        machine.ports
                .create(request(Protocol.TCP, 8080, 1)
                        .consumer(Consumer.parse(consumer))
                        .with(Remedy.ADOPT))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:1000", "group:33", "cgroup:/system.slice/nginx", "cgroup:/nginx.service"})
    @DisplayName("P20 who is no consumer is a stranger, whatever he resembles")
    void p20whoNot(String consumer) throws IOException {
        open(EntryState.LISTEN, 8080, WWW);
        machine.kernel.processTable().join(7, 1002L);

        assertThat(refused(
                        machine.ports.create(request(Protocol.TCP, 8080, 1)
                                .consumer(Consumer.parse(consumer))
                                .with(Remedy.ADOPT)),
                        Code.ERROR_SHARING_VIOLATION))
                .isEqualTo("create tcp 8080: port 8080 is in use by pid 7 (nginx, user www-data), listening on"
                        + " 0.0.0.0:8080; stop it, name whose it is as a consumer, or choose another block");
        assertNothingReserved();
    }

    @Test
    @DisplayName("P20 a stranger beside, or one who shares the socket, is named, and nothing changes")
    void p20stranger() throws IOException {
        open(EntryState.LISTEN, 8080, WWW);
        Entry shared = open(EntryState.LISTEN, 8081, WWW, EVE);

        assertThat(refuse(Remedy.ADOPT)).contains("port 8081 is in use by pid 9 (curl, user eve), listening on");
        sockets.destroy(shared);
        open(EntryState.LISTEN, 8080, EVE);
        assertThat(refuse(Remedy.ADOPT)).contains("port 8080 is in use by pid 9 (curl, user eve)");
        assertNothingReserved();
        assertThat(machine.script().calls()).noneMatch(call -> call.startsWith("ProcessTable.terminate"));
    }

    @Test
    void whatNobodyHasIsInTheWayWhereNoConsumerHasThePort() throws IOException {
        open(EntryState.LISTEN, 8081, WWW);
        Entry left = open(EntryState.TIME_WAIT, 8080);

        assertThat(refuse(Remedy.ADOPT)).contains("port 8080 is in TIME_WAIT", "try again then, add --evict, or");
        sockets.destroy(left);
        Entry kernels = kernelSocket(8081);
        sockets.open(kernels);
        assertThat(refuse(Remedy.ADOPT)).contains("port 8081 is in use by a socket of no process, listening on");
        sockets.destroy(kernels);
        sockets.open(kernels.with(Owners.UNKNOWN));
        assertThat(refuse(Remedy.ADOPT)).contains("port 8081 is in use by a process that the caller may not see");
        assertNothingReserved();
    }

    @Test
    void theRemedyThatWouldHelpIsNamed() {
        Entry listener = open(EntryState.LISTEN, 8080, WWW);
        assertThat(refuse()).endsWith("; stop it, add --adopt, or choose another block");
        close(listener);
        Entry connection = open(EntryState.ESTABLISHED, 8080, EVE);
        assertThat(refuse()).endsWith("; stop it, add --evict, or choose another block");
        assertThat(refuse(Remedy.ADOPT)).endsWith("; stop it, add --evict, or choose another block");
        close(connection);
        open(EntryState.LISTEN, 8080, EVE);
        assertThat(refuse()).endsWith("; stop it, or choose another block");
    }

    @ParameterizedTest
    @EnumSource(names = {"EVICT", "TERMINATE"})
    void whatFreesItsPortIsClosedAndTold(Remedy remedy) {
        open(EntryState.ESTABLISHED, 8080, EVE);
        open(EntryState.TIME_WAIT, 8081);
        open(EntryState.SYN_RECV, 8082);

        assertThat(warnings(machine.ports.create(web.with(remedy))))
                .containsExactly(
                        "evicted: tcp ESTAB 0.0.0.0:8080 10.0.0.1:40000 of pid 9 (curl, user eve)",
                        "evicted: tcp TIME-WAIT 0.0.0.0:8081 10.0.0.1:40000 of a socket of no process",
                        "evicted: tcp SYN-RECV 0.0.0.0:8082 10.0.0.1:40000 of a socket of no process");
        assertThat(machine.script().calls()).noneMatch(call -> call.startsWith("ProcessTable.terminate"));
    }

    @Test
    void manyAreCounted() {
        for (int i = 0; i < 10; i++) {
            sockets.open(sockets.entry(
                    Protocol.TCP,
                    EntryState.ESTABLISHED,
                    new Endpoint(IpAddress.ANY_IPV4, 8080),
                    new Endpoint(IpAddress.ANY_IPV4, 50_000 + i),
                    Optional.of(EVE)));
        }
        assertThat(warnings(machine.ports.create(web.with(Remedy.EVICT))))
                .hasSize(9)
                .last()
                .isEqualTo("2 more sockets were evicted");
    }

    @ParameterizedTest
    @EnumSource(names = {"LISTEN", "BOUND", "UNCONNECTED"})
    void beforeAnythingIsClosedWhatKeepsItsPortIsNamed(EntryState state) throws IOException {
        open(EntryState.ESTABLISHED, 8080, EVE);
        open(state, 8081, EVE);

        assertThat(refuse(Remedy.EVICT))
                .startsWith("create tcp 8080-8083: port 8081 is in use by pid 9 (curl, user eve)")
                .endsWith("; stop it, add --evict=terminate to end its process, as closing the socket does not free the"
                        + " port, or choose another block");
        assertThat(destroyed()).isEmpty();
        assertNothingReserved();
    }

    @Test
    void aPathOfAnMptcpConnectionIsNotClosed() {
        Entry path = mptcp(open(EntryState.ESTABLISHED, 8080, EVE));
        assertThat(refuse(Remedy.EVICT))
                .contains("port 8080 is in use by pid 9")
                .contains("--evict=terminate");
        assertThat(destroyed()).isEmpty();

        machine.ports.create(web.with(Remedy.TERMINATE)).orElseThrow();
        assertThat(machine.script().calls()).contains("ProcessTable.terminate 9");
        assertThat(path.processes()).containsExactly(EVE);
    }

    @Test
    void whatIsLeftOfAnMptcpConnectionIsLikeWhatIsLeftOfAnyOther() throws IOException {
        Entry path = mptcp(open(EntryState.ESTABLISHED, 8080, EVE));
        sockets.destroy(path);
        sockets.open(path.with(Owners.NOBODY));
        assertThat(warnings(machine.ports.create(web.with(Remedy.EVICT)))).hasSize(1);

        machine.ports.delete(Protocol.TCP, web.block()).orElseThrow();
        sockets.open(path.with(Owners.NOBODY));
        open(EntryState.LISTEN, 8080, WWW);
        assertThat(warnings(machine.ports.create(web.with(Remedy.ADOPT)))).hasSize(1);
        assertThat(destroyed()).hasSize(2);
    }

    @Test
    void aConnectionOfAPortThatItsProcessHadBoundIsFoundByTheNextLookAndWhatWasDoneIsTold() throws IOException {
        Entry connection = sockets.entry(
                Protocol.TCP, EntryState.ESTABLISHED, new Endpoint(IpAddress.ANY_IPV4, 8080), PEER, Optional.of(EVE));
        sockets.openBound(connection);

        assertThat(refuse(Remedy.EVICT))
                .contains("port 8080 is in use by pid 9 (curl, user eve), bound to 0.0.0.0:8080; stop it, add"
                        + " --evict=terminate")
                .endsWith(". Before that, 1 socket was closed, which cannot be taken back");
        assertNothingReserved();
        sockets.closeAll();
        sockets.openBound(connection);
        assertThat(warnings(machine.ports.create(web.with(Remedy.TERMINATE))))
                .containsExactly(
                        "terminated: pid 9 (curl, user eve), bound to 0.0.0.0:8080",
                        "evicted: tcp ESTAB 0.0.0.0:8080 10.0.0.1:40000 of pid 9 (curl, user eve)");
    }

    @Test
    void consumersStayAndStrangersGo() {
        open(EntryState.LISTEN, 8080, WWW);
        open(EntryState.ESTABLISHED, 8080, WWW);
        open(EntryState.TIME_WAIT, 8080);
        open(EntryState.ESTABLISHED, 8081, EVE);

        assertThat(warnings(machine.ports.create(web.with(Remedy.ADOPT).with(Remedy.EVICT))))
                .containsExactly(
                        "adopted: tcp port 8080 stays with pid 7 (nginx, user www-data)",
                        "evicted: tcp ESTAB 0.0.0.0:8081 10.0.0.1:40000 of pid 9 (curl, user eve)");
        assertThat(destroyed()).hasSize(1);
    }

    @Test
    void ofASharedSocketOnlyTheStrangersAreTerminated() {
        open(EntryState.LISTEN, 8080, WWW, EVE);

        assertThat(warnings(machine.ports.create(web.with(Remedy.ADOPT).with(Remedy.TERMINATE))))
                .containsExactly(
                        "adopted: tcp port 8080 stays with pid 7 (nginx, user www-data)",
                        "terminated: pid 9 (curl, user eve), listening on 0.0.0.0:8080");
        assertThat(machine.script().calls()).doesNotContain("ProcessTable.terminate 7");
    }

    @Test
    void allWhoHaveTheSocketAreTerminatedOnceEach() {
        open(EntryState.LISTEN, 8080, WWW, EVE);
        open(EntryState.LISTEN, 8081, EVE);

        machine.ports.create(web.with(Remedy.TERMINATE)).orElseThrow();
        assertThat(machine.script().calls())
                .filteredOn(call -> call.startsWith("ProcessTable.terminate"))
                .containsExactly("ProcessTable.terminate 7", "ProcessTable.terminate 9");
    }

    @Test
    void whoDoesNotEndIsWaitedForFiveSecondsThenNamed() throws IOException {
        open(EntryState.LISTEN, 8080, EVE);
        machine.kernel.processTable().ignoresSignals(9);
        List<Duration> pauses = new ArrayList<>();

        assertThat(refused(
                        machine.engine(pauses::add).create(web.with(Remedy.TERMINATE)), Code.ERROR_SHARING_VIOLATION))
                .isEqualTo("create tcp 8080-8083: port 8080 is in use by pid 9 (curl, user eve), listening on"
                        + " 0.0.0.0:8080, which was asked to end and has not within 5 seconds; stop it in its own way,"
                        + " or choose another block. Before that, pid 9 (curl, user eve), listening on 0.0.0.0:8080"
                        + " was asked to end, which cannot be taken back");
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_200));
        assertThat(machine.script().calls())
                .filteredOn(call -> call.startsWith("ProcessTable.terminate"))
                .hasSize(1);
        assertNothingReserved();
    }

    @Test
    void initIsNeverEnded() throws IOException {
        open(EntryState.LISTEN, 8080, EVE);
        open(EntryState.LISTEN, 8081, WWW, INIT);

        assertThat(refuse(Remedy.TERMINATE))
                .contains("port 8081 is in use by pid 1 (systemd, user root), listening on 0.0.0.0:8081, which Berth"
                        + " never ends");
        assertUntouched();
    }

    @ParameterizedTest
    @EnumSource(names = {"EVICT", "TERMINATE"})
    void whatTheCallerOrAnAncestorHasOpenIsNeverTouched(Remedy remedy) throws IOException {
        open(EntryState.ESTABLISHED, 8080, EVE);
        Entry session = open(EntryState.ESTABLISHED, 8081, INIT);
        machine.kernel.processTable().inherit(session);

        assertThat(refuse(remedy)).contains("port 8081 is in use by pid 1", "the caller or one of its ancestors");
        assertUntouched();
    }

    @ParameterizedTest
    @EnumSource(names = {"EVICT", "TERMINATE"})
    void whatTheOneWhoAskedOrAnAncestorOfHisHasOpenIsNeverTouched(Remedy remedy) throws IOException {
        open(EntryState.ESTABLISHED, 8080, EVE);
        Entry session = open(EntryState.ESTABLISHED, 8081, WWW);
        machine.kernel.processTable().inherit(4711, session);

        ReservationRequest request = web.with(remedy);
        machine.script().restart();
        assertThat(refused(machine.ports.create(request, 4711), Code.ERROR_SHARING_VIOLATION))
                .contains("port 8081 is in use by pid 7", "the caller or one of its ancestors");
        assertUntouched();
        machine.ports.create(request, 4712).orElseThrow();
    }

    @Test
    void whereThereIsNobodyToEndNobodyElseIsEndedEither() throws IOException {
        open(EntryState.LISTEN, 8080, EVE);
        sockets.open(kernelSocket(8081));

        assertThat(refuse(Remedy.TERMINATE)).contains("port 8081 is in use by a socket of no process", "nobody to be");
        assertUntouched();
    }

    @Test
    void aSocketThatNoTableShowsIsReasonToTouchNone() throws IOException {
        open(EntryState.LISTEN, 8080, EVE);
        sockets.bindUnseen(Protocol.TCP, 8081);

        assertThat(refuse(Remedy.TERMINATE)).contains("port 8081 is in use by a socket that the kernel does not list");
        assertUntouched();
    }

    @Test
    void withoutThePrivilegeToCloseNothingIsReserved() throws IOException {
        open(EntryState.ESTABLISHED, 8080, EVE);
        machine.script().fail("SocketTable.destroy", Errno.EPERM);

        refused(machine.ports.create(web.with(Remedy.EVICT)), Code.ERROR_ACCESS_DENIED);
        assertNothingReserved();
    }

    @Test
    void whatIsGoneBeforeItIsClosedIsPassedOver() {
        open(EntryState.ESTABLISHED, 8080, EVE);
        machine.script().fail("SocketTable.destroy", call -> {
            sockets.closeAll();
            return new SyscallException("SOCK_DESTROY", Errno.ENOENT, "scripted");
        });

        assertThat(warnings(machine.ports.create(web.with(Remedy.EVICT)))).isEmpty();
    }

    @Test
    void bothPoolsAreCleared() {
        open(EntryState.TIME_WAIT, 8081);
        sockets.open(sockets.entry(
                Protocol.UDP, EntryState.ESTABLISHED, new Endpoint(IpAddress.ANY_IPV6, 8080), PEER, Optional.of(EVE)));

        assertThat(warnings(
                        machine.ports.create(request(Protocol.TCP_UDP, 8080, 4).with(Remedy.EVICT))))
                .hasSize(2);
    }

    private Entry open(EntryState state, int port, OwnerProcess... owners) {
        boolean connected = state != EntryState.LISTEN && state != EntryState.BOUND && state != EntryState.UNCONNECTED;
        Entry entry = sockets.entry(
                Protocol.TCP,
                state,
                new Endpoint(IpAddress.ANY_IPV4, port),
                connected ? PEER : new Endpoint(IpAddress.ANY_IPV4, 0),
                List.of(owners));
        sockets.open(entry);
        return entry;
    }

    private void close(Entry entry) {
        try {
            sockets.destroy(entry);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        machine.script().restart();
    }

    /** A listener that has a number and no process: the kernel's own, or one that is on its way to a process. */
    private Entry kernelSocket(int port) {
        Entry entry = open(EntryState.LISTEN, port, EVE);
        close(entry);
        return entry.with(Owners.NOBODY);
    }

    /** The same socket, as a path of an MPTCP connection. */
    private Entry mptcp(Entry entry) {
        TcpInfo info = new TcpInfo(0, 0, 0, 0, 0, 0, Optional.of("mptcp"));
        Entry path = new Entry(
                entry.protocol(),
                entry.state(),
                entry.local(),
                entry.remote(),
                entry.uid(),
                entry.inode(),
                entry.cookie(),
                0,
                0,
                0,
                EntryTimer.NONE,
                Optional.of(info),
                entry.owners());
        close(entry);
        sockets.open(path);
        return path;
    }

    private String refuse(Remedy... remedies) {
        ReservationRequest request = web;
        for (Remedy remedy : remedies) {
            request = request.with(remedy);
        }
        machine.script().restart();
        return refused(machine.ports.create(request), Code.ERROR_SHARING_VIOLATION);
    }

    private List<String> destroyed() {
        return machine.script().calls().stream()
                .filter(call -> call.startsWith("SocketTable.destroy"))
                .toList();
    }

    private void assertUntouched() throws IOException {
        assertThat(destroyed()).isEmpty();
        assertThat(machine.script().calls()).noneMatch(call -> call.startsWith("ProcessTable.terminate"));
        assertNothingReserved();
    }

    private void assertNothingReserved() throws IOException {
        assertThat(machine.files()).isEmpty();
        assertThat(machine.kernel.guardHome().entries()).isEmpty();
        assertThat(machine.kernel.reservedPorts().listed().isEmpty()).isTrue();
    }
}
