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
        GrantReferee referee = race(ports, walls, Soak.times(30, 3_000), HELD_NANOS, "race");
        assertThat(referee.fouls()).isEmpty();
        assertThat(referee.holdings()).as("while it was free").isPositive();
    }

    @Test
    @DisplayName("Where the hooks let everybody in, the same race is lost: the referee sees it")
    void withAWeakerGuardTheyDo(Ports ports, Walls walls) throws Exception {
        ports.restore().orElseThrow();
        weaken(walls, POST_BIND4, "link_berth_post4");
        weaken(walls, POST_BIND6, "link_berth_post6");
        int times = Soak.times(10, 300);
        race(ports, walls, times, HELD_NANOS, "race without the hook after the bind");
        weaken(walls, BIND4, "link_berth_bind4");
        weaken(walls, BIND6, "link_berth_bind6");
        assertThat(race(ports, walls, 10, HELD_FOR_ALL_NANOS, "race without any hook")
                        .fouls())
                .isNotEmpty();
    }

    private static GrantReferee race(Ports ports, Walls walls, int times, long heldNanos, String name)
            throws Exception {
        walls.automatic(AUTOMATIC);
        GrantReferee referee = new GrantReferee(BLOCK);
        Racers racers = Racers.start(walls, BLOCK);
        int refused = 0;
        while (referee.grants() < times) {
            Outcome<Reservation> create = ports.create(ReservationRequest.of(Protocol.TCP_UDP, BLOCK));
            if (create.code() != Code.NO_ERROR) {
                assertThat(create.code()).as("%s", create).isEqualTo(Code.ERROR_SHARING_VIOLATION);
                refused++;
                continue;
            }
            long from = System.nanoTime();
            LockSupport.parkNanos(heldNanos);
            long until = System.nanoTime();
            ports.delete(Protocol.TCP_UDP, BLOCK).orElseThrow();
            referee.granted(from, until);
        }
        racers.stop(referee);
        Soak.say(name + ": " + racers.number() + " strangers tried " + racers.tries() + " times during "
                + referee.grants() + " creations (" + refused
                + " more were refused, somebody was there); they had a port "
                + referee.holdings() + " times, " + referee.fouls().size() + " of them when it was another's");
        return referee;
    }

    private static void weaken(Walls walls, int hook, String link) throws IOException {
        Thief.root(walls).and(Thief.weaken(hook, walls.bpffs().resolve(link))).expect(0);
    }
}
