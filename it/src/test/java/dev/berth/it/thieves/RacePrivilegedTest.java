package dev.berth.it.thieves;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.testkit.Soak;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Strangers in the middle of a bind, past the hook and not yet in the tables, held up there or without a processor, while
 * reservations come and go.
 */
@Tag(Soak.TAG)
@InWallsWithPorts
class RacePrivilegedTest {
    private static final PortBlock AUTOMATIC = PortBlock.between(40_000, 42_999);
    private static final PortBlock BLOCK = PortBlock.of(40_100, 4);
    private static final long HELD_NANOS = 100_000;
    /** Long enough that a stranger comes along within some of the grants, however busy the machine. */
    private static final long HELD_FOR_ALL_NANOS = 10_000_000;

    private static final int BIND4 = 8;
    private static final int BIND6 = 9;
    private static final int POST_BIND4 = 12;
    private static final int POST_BIND6 = 13;

    @Test
    @DisplayName("P4 P17 P18 Whoever has been granted a block has it alone, whatever was under way")
    void nobodySlipsIn(Ports ports, Walls walls) throws Exception {
        walls.automatic(AUTOMATIC);
        ports.restore().orElseThrow();
        assertThat(race(ports, walls, Soak.times(30, 3_000), HELD_NANOS, "race").fouls())
                .isEmpty();
    }

    @Test
    @DisplayName("P4 P17 A bind that was let pass before a creation, and goes on when that is granted, is refused")
    void underWay(Ports ports, Walls walls) throws Exception {
        ports.restore().orElseThrow();
        assertThat(heldUp(ports, walls, Soak.times(10, 1_000), "held up").fouls())
                .isEmpty();
    }

    @Test
    @DisplayName("Without the hook after the bind the same binds succeed, and without any the race is lost: it is seen")
    void withAWeakerGuardTheyDo(Ports ports, Walls walls) throws Exception {
        walls.automatic(AUTOMATIC);
        ports.restore().orElseThrow();
        weaken(walls, POST_BIND4, "link_berth_post4");
        weaken(walls, POST_BIND6, "link_berth_post6");
        assertThat(heldUp(ports, walls, Soak.times(10, 100), "held up, without the hook after the bind")
                        .fouls())
                .isNotEmpty();
        weaken(walls, BIND4, "link_berth_bind4");
        weaken(walls, BIND6, "link_berth_bind6");
        assertThat(race(ports, walls, 10, HELD_FOR_ALL_NANOS, "race without any hook")
                        .fouls())
                .isNotEmpty();
    }

    private static GrantReferee race(Ports ports, Walls walls, int times, long heldNanos, String name)
            throws Exception {
        GrantReferee referee = new GrantReferee(BLOCK);
        Racers racers = Racers.start(walls, BLOCK);
        int refused = 0;
        while (referee.grants() < times) {
            if (isRefused(ports)) {
                refused++;
                continue;
            }
            long from = System.nanoTime();
            LockSupport.parkNanos(heldNanos);
            delete(ports, referee, from);
        }
        end(racers, referee, refused, name);
        return referee;
    }

    /** During each creation one is held up in a bind. */
    private static GrantReferee heldUp(Ports ports, Walls walls, int times, String name) throws Exception {
        GrantReferee referee = new GrantReferee(BLOCK);
        Racers racers = Racers.heldUp(walls, BLOCK);
        int refused = 0;
        while (referee.grants() < times) {
            racers.holdUp();
            if (isRefused(ports)) { // it was held up for as long as it may be, and came in before
                refused++;
                racers.letGo();
                continue;
            }
            long from = System.nanoTime();
            racers.letGo();
            delete(ports, referee, from);
        }
        end(racers, referee, refused, name);
        return referee;
    }

    private static boolean isRefused(Ports ports) {
        Outcome<Reservation> create = ports.create(ReservationRequest.of(Protocol.TCP_UDP, BLOCK));
        if (create.code() != Code.NO_ERROR) {
            assertThat(create.code()).as("%s", create).isEqualTo(Code.ERROR_SHARING_VIOLATION);
        }
        return create.code() != Code.NO_ERROR;
    }

    private static void delete(Ports ports, GrantReferee referee, long from) {
        long until = System.nanoTime();
        ports.delete(Protocol.TCP_UDP, BLOCK).orElseThrow();
        referee.granted(from, until);
    }

    private static void end(Racers racers, GrantReferee referee, int refused, String name) throws Exception {
        racers.stop(referee);
        Soak.say(name + ": " + racers.number() + " strangers tried " + racers.tries() + " times during "
                + referee.grants() + " creations (" + refused
                + " more were refused, somebody was there); they had a port "
                + referee.holdings() + " times, " + referee.fouls().size() + " of them when it was another's");
    }

    private static void weaken(Walls walls, int hook, String link) throws IOException {
        Thief.root(walls).and(Thief.weaken(hook, walls.bpffs().resolve(link))).expect(0);
    }
}
