package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import dev.berth.kernel.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acquiring and releasing in the name of others. */
class StewardTest {
    private static final Life OWNER = new Life(4711, 99);
    private static final Life OTHER = new Life(4712, 99);
    private static final Quota QUOTA = new Quota(3, 10);
    private static final Tenant GUEST = new Tenant(OWNER, 1000, Optional.of(QUOTA));
    private static final Tenant ADMINISTRATOR = new Tenant(OWNER, 0, Optional.empty());

    @TempDir
    private Path folder;

    private Machine machine;
    private Steward steward;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
        steward = machine.ports.steward();
    }

    @Test
    void theEntryIsTheTenantsAndSaysWhereItComesFrom() throws IOException {
        GuardEntry entry = acquire(GUEST, 4, 77);

        assertThat(entry.owner()).isEqualTo(OWNER);
        assertThat(entry.origin()).isEqualTo(new Origin(1000, 77));
        assertThat(machine.kernel.guardHome().entries()).containsExactly(entry);
        assertThat(machine.ports.list().orElseThrow().runtime())
                .singleElement()
                .satisfies(listed -> assertThat(listed.owner().pid()).isEqualTo(OWNER.pid()));
    }

    @Test
    @DisplayName("R13 a tenant's process releases what it owns, and nobody else does but by force")
    void onlyTheOwnerReleases() throws IOException {
        Token token = acquire(GUEST, 1, 0).token();

        assertThat(refused(steward.release(token, Optional.of(OTHER)), Code.WSAEINVAL))
                .contains("only that process may release it");
        assertThat(refused(steward.release(token, Optional.of(Life.NOBODY)), Code.WSAEINVAL))
                .contains("only that process may release it");
        refused(machine.ports.release(token), Code.WSAEINVAL);
        assertThat(steward.release(token, Optional.of(OWNER)).orElseThrow().token())
                .isEqualTo(token);
        assertThat(machine.kernel.guardHome().entries()).isEmpty();

        Token second = acquire(GUEST, 1, 0).token();
        assertThat(steward.release(second, Optional.empty()).orElseThrow().token())
                .isEqualTo(second);
    }

    @Test
    void whoCannotBeToldFromOthersAcquiresNothing() {
        Tenant nobody = new Tenant(Life.NOBODY, 1000, Optional.of(QUOTA));
        refused(attempt(nobody, AcquireRequest.of(Protocol.TCP, 1), 0), Code.ERROR_NOT_SUPPORTED);
    }

    @Test
    void aUserHasSoManyBlocksAtATime() {
        List<Token> held = new ArrayList<>();
        for (int i = 0; i < QUOTA.blocks(); i++) {
            held.add(acquire(new Tenant(new Life(10 + i, 1), 1000, Optional.of(QUOTA)), 1, 0)
                    .token());
        }
        assertThat(refused(attempt(GUEST, AcquireRequest.of(Protocol.TCP, 1), 0), Code.WSAENOBUFS))
                .isEqualTo(
                        "acquire 1 tcp port: this user holds 3 of at most 3 blocks and 3 of at most 10 ports; release"
                                + " some, or have an administrator allow more");
        refused(attempt(GUEST, AcquireRequest.of(Protocol.TCP, 1).startingAt(9000), 0), Code.WSAENOBUFS);

        assertThat(attempt(ADMINISTRATOR, AcquireRequest.of(Protocol.TCP, 1), 0))
                .isInstanceOf(Outcome.Granted.class);
        Tenant stranger = new Tenant(OTHER, 1001, Optional.of(QUOTA));
        assertThat(attempt(stranger, AcquireRequest.of(Protocol.TCP, 1), 0)).isInstanceOf(Outcome.Granted.class);

        steward.release(held.getFirst(), Optional.of(new Life(10, 1))).orElseThrow();
        acquire(GUEST, 1, 0);
    }

    @Test
    void aUserHasSoManyPortsAtATime() {
        acquire(GUEST, 8, 0);
        refused(attempt(GUEST, AcquireRequest.of(Protocol.UDP, 3), 0), Code.WSAENOBUFS);
        acquire(GUEST, 2, 0);
    }

    @Test
    void whatIsHeldCountsForAnotherEngineToo() {
        acquire(GUEST, 8, 0);
        steward = machine.engine().steward();
        refused(attempt(GUEST, AcquireRequest.of(Protocol.TCP, 3), 0), Code.WSAENOBUFS);
    }

    @Test
    void whatADeadProcessHeldCountsNoMore() {
        Life dying = new Life(4713, 5);
        acquire(new Tenant(dying, 1000, Optional.of(QUOTA)), 10, 0);
        machine.kernel.processes().end(dying);
        acquire(GUEST, 10, 0);
        assertThat(machine.kernel.guardHome().entries()).hasSize(1);
    }

    @Test
    void halfOfTheAutomaticPortsStayAutomatic() {
        Tenant greedy = new Tenant(OWNER, 1000, Optional.of(new Quota(64, 65_535)));
        AcquireRequest outside = AcquireRequest.of(Protocol.TCP, 20_000).startingAt(12_769);
        steward.release(attempt(greedy, outside, 0).orElseThrow().token(), Optional.empty())
                .orElseThrow(); // which reaches one port into them
        AcquireRequest most = AcquireRequest.of(Protocol.TCP, 20_000).startingAt(40_000);
        assertThat(refused(attempt(greedy, most, 0), Code.WSAENOBUFS)).contains("half of the ports");
        assertThat(attempt(ADMINISTRATOR, most, 0)).isInstanceOf(Outcome.Granted.class);
    }

    @Test
    void aRequestThatIsSentOnceMoreGetsWhatItGot() {
        for (AcquireRequest request : List.of(
                AcquireRequest.of(Protocol.TCP, 2),
                AcquireRequest.of(Protocol.TCP, 2).startingAt(9000))) {
            long number = request.start().orElse(1);
            GuardEntry first = attempt(GUEST, request, number).orElseThrow();
            assertThat(attempt(GUEST, request, number).orElseThrow()).isEqualTo(first);
            // After a restart, too, when nobody remembers.
            steward = machine.engine().steward();
            assertThat(attempt(GUEST, request, number).orElseThrow()).isEqualTo(first);
            // Nobody gets it by guessing the number.
            Outcome<GuardEntry> others = attempt(new Tenant(OTHER, 1001, Optional.of(QUOTA)), request, number);
            assertThat(others instanceof Outcome.Refused<GuardEntry>
                            || !others.orElseThrow().token().equals(first.token()))
                    .isTrue();
        }
    }

    @Test
    void eachProcessCountsItsOwnRequests() {
        GuardEntry first = acquire(GUEST, 1, 1);
        GuardEntry others = acquire(new Tenant(OTHER, 1000, Optional.of(QUOTA)), 1, 1);

        assertThat(acquire(GUEST, 1, 1)).isEqualTo(first);
        assertThat(acquire(new Tenant(OTHER, 1000, Optional.of(QUOTA)), 1, 1)).isEqualTo(others);
    }

    @ParameterizedTest
    @ValueSource(ints = {9000, 0})
    void aRequestWhoseAnswererDiedMidwayIsLookedIntoAndTiedToItsSocketWhenItIsSentOnceMore(int start) {
        AcquireRequest request = AcquireRequest.of(Protocol.TCP, 1);
        AcquireRequest wanted = start == 0 ? request : request.startingAt(start);
        OptionalInt socket = OptionalInt.of(7);
        for (boolean occupied : new boolean[] {false, true}) {
            GuardEntry half = half(wanted, socket, occupied ? 2 : 1);
            if (occupied) {
                machine.kernel.sockets().listen(Protocol.TCP, half.block().start());
            }
            steward = machine.engine().steward();
            acquire(ADMINISTRATOR, 1, 0); // and whoever comes first changes nothing of that

            Outcome<GuardEntry> again = steward.acquire(wanted, GUEST, occupied ? 2 : 1, socket);

            if (!occupied) {
                assertThat(again.orElseThrow()).isEqualTo(half);
                assertThat(machine.kernel.guardHome().anchors()).containsEntry(half.token(), 7);
                steward.release(half.token(), Optional.empty()).orElseThrow();
            } else if (start == 0) {
                assertThat(again.orElseThrow().block()).isNotEqualTo(half.block());
                assertThat(machine.kernel.guardHome().entries()).doesNotContain(half);
            } else {
                assertThat(refused(again, Code.WSAEADDRINUSE)).contains("port 9000 is in use by pid 4121 (java");
                assertThat(machine.kernel.guardHome().entries()).doesNotContain(half);
            }
        }
    }

    /** What an engine leaves behind that dies after the entry, and before it has looked. */
    private GuardEntry half(AcquireRequest request, OptionalInt socket, long number) {
        List<GuardEntry> before = machine.kernel.guardHome().entries();
        machine.script().restart().before("Guard.probe", () -> {
            throw new Died();
        });
        try {
            steward.acquire(request, GUEST, number, socket);
            throw new AssertionError("it lives");
        } catch (Died asAsked) {
            machine.script().restart();
        }
        List<GuardEntry> left = new ArrayList<>(machine.kernel.guardHome().entries());
        left.removeAll(before);
        return left.getFirst();
    }

    /** An error, so that nothing is taken back. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void whatWasAnsweredInThisEngineIsNotLookedIntoAgain() {
        GuardEntry first = acquire(GUEST, 1, 5);
        machine.script().restart();
        assertThat(acquire(GUEST, 1, 5)).isEqualTo(first);
        assertThat(machine.script().calls()).noneMatch(call -> call.startsWith("Guard.probe"));
    }

    @Test
    void whoIsOverHisQuotaMakesNobodyLookAtAnythingAnew() {
        acquire(GUEST, 8, 0);
        acquire(new Tenant(OTHER, 1001, Optional.of(QUOTA)), 1, 0);
        machine.script().restart();

        refused(attempt(GUEST, AcquireRequest.of(Protocol.TCP, 3), 0), Code.WSAENOBUFS);

        assertThat(machine.script().calls())
                .contains("ProcessTable.isAlive " + OWNER.pid())
                .doesNotContain("ProcessTable.isAlive " + OTHER.pid(), "Guard.announce");
    }

    @Test
    void whatHasEndedWithItsSocketCountsNoMore() {
        steward.acquire(AcquireRequest.of(Protocol.TCP, 8), GUEST, 0, OptionalInt.of(7))
                .orElseThrow();
        machine.kernel.guardHome().closeAnchor(7);
        acquire(GUEST, 10, 0);
    }

    @Test
    @DisplayName("R16 ports that take a capability to bind are for administrators, asked for by number or not")
    void privilegedPortsAreForAdministrators() {
        PortBlock range = PortBlock.between(1000, 1999);
        steward =
                machine.engine(time -> {}, new RuntimeRange(Optional.of(range))).steward();
        assertThat(acquire(GUEST, 1, 0).block().start()).isEqualTo(1024);
        assertThat(acquire(ADMINISTRATOR, 1, 0).block().start()).isBetween(1000, 1999);

        machine.kernel.reservedPorts().firstUnprivileged(1500);
        AcquireRequest request = AcquireRequest.of(Protocol.TCP, 1).startingAt(1499);
        assertThat(refused(attempt(GUEST, request, 0), Code.WSAEACCES))
                .isEqualTo("acquire tcp 1499: port 1499 is below 1500, and those only administrators acquire; ask for a"
                        + " higher one, or have one reserve it for you with 'berth create'");
        attempt(GUEST, AcquireRequest.of(Protocol.TCP, 1).startingAt(1500), 0).orElseThrow();
        attempt(ADMINISTRATOR, request, 0).orElseThrow();
        steward =
                machine.engine(time -> {}, new RuntimeRange(Optional.of(range))).steward();
        assertThat(acquire(GUEST, 1, 0).block().start()).isGreaterThan(1500);
    }

    @Test
    void onceReleasedTheSameRequestIsANewOne() {
        GuardEntry first = acquire(GUEST, 1, 5);
        steward.release(first.token(), Optional.of(OWNER)).orElseThrow();
        assertThat(acquire(GUEST, 1, 5).token()).isNotEqualTo(first.token());
    }

    @Test
    void theDeadAreBuriedWithWhatTheyHeld() {
        GuardEntry one = acquire(GUEST, 1, 0);
        GuardEntry two = acquire(GUEST, 1, 0);
        Tenant living = new Tenant(OTHER, 1000, Optional.of(QUOTA));
        GuardEntry third = acquire(living, 1, 0);
        machine.kernel.processes().end(OWNER);

        assertThat(steward.bury(OWNER).orElseThrow()).containsExactlyInAnyOrder(one, two);
        assertThat(machine.kernel.guardHome().entries()).containsExactly(third);
        assertThat(steward.bury(OWNER).orElseThrow()).isEmpty();
        acquire(living, 9, 0);
    }

    @Test
    void whereNothingIsKnownNobodyIsBuried() {
        assertThat(steward.bury(OWNER).orElseThrow()).isEmpty();
    }

    @Test
    void aGuestDoesNotLiftADisable() {
        machine.ports.disable().orElseThrow();
        assertThat(refused(attempt(GUEST, AcquireRequest.of(Protocol.TCP, 1), 0), Code.WSAEACCES))
                .isEqualTo("acquire 1 tcp port: an administrator has disabled Berth, and enables it again with 'berth"
                        + " restore'");
        assertThat(Files.exists(machine.store.resolve(".disabled"))).isTrue();
        acquire(ADMINISTRATOR, 1, 0);
        assertThat(Files.exists(machine.store.resolve(".disabled"))).isFalse();
    }

    @Test
    void anUnknownTokenIsAnsweredFromTheBooks() {
        acquire(GUEST, 1, 0);
        machine.script().restart();
        refused(steward.release(new Token(0xBAD), Optional.of(OWNER)), Code.WSAEINVAL);
        assertThat(machine.script().calls())
                .noneMatch(call -> call.startsWith("Guard.entries"))
                .noneMatch(call -> call.startsWith("Guard.announce"));
    }

    @Test
    void theCallersOwnRightsAreNotAsked() {
        acquire(GUEST, 1, 0);
        machine.script().restart();
        GuardEntry second = acquire(GUEST, 1, 0);
        steward.release(second.token(), Optional.of(OWNER)).orElseThrow();
        assertThat(machine.script().calls())
                .noneMatch(call -> call.equals("Kernel.caller"))
                .noneMatch(call -> call.startsWith("Guard.isHere"));
    }

    @Test
    void consumersAreNamedAsEver() {
        AcquireRequest request =
                AcquireRequest.of(Protocol.TCP, 1).consumer(new Consumer.User("nosuch", OptionalLong.empty()));
        refused(attempt(GUEST, request, 0), Code.WSAEINVAL);
    }

    private GuardEntry acquire(Tenant tenant, int count, long number) {
        return attempt(tenant, AcquireRequest.of(Protocol.TCP, count), number).orElseThrow();
    }

    private Outcome<GuardEntry> attempt(Tenant tenant, AcquireRequest request, long number) {
        return steward.acquire(request, tenant, number, OptionalInt.empty());
    }
}
