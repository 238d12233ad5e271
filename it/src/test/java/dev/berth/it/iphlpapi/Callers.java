package dev.berth.it.iphlpapi;

import dev.berth.api.Ports;
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.Leftovers;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The processes that make the calls of a class's tests. Most of what a test would take is the start of one, so they are kept from
 * test to test: {@link #startOver} has them close every socket, which ends what was acquired on it.
 */
final class Callers {
    private final Walls walls;
    private final Ports ports;
    private final List<WinSockProcess> started = new ArrayList<>();
    private int taken;

    Callers(Walls walls) {
        this.walls = walls;
        ports = InsidePorts.of(walls);
    }

    /** One that this test has not had yet. */
    WinSockProcess next() throws IOException {
        if (taken == started.size()) {
            started.add(WinSockProcess.start(walls));
        }
        return started.get(taken++);
    }

    /** What one of them answers to these calls, none of whose sockets is open before. */
    List<Integer> answers(String... calls) throws IOException {
        if (taken == 0) {
            next();
        }
        WinSockProcess one = started.getFirst();
        one.startOver();
        return one.calls(calls);
    }

    /** Leaves nothing of a test: no socket of theirs, and no reservation or exclusion of anybody. */
    void startOver() throws IOException {
        Iterator<WinSockProcess> all = started.iterator();
        while (all.hasNext()) {
            WinSockProcess each = all.next();
            if (each.isAlive()) {
                each.startOver();
            } else {
                all.remove();
            }
        }
        taken = 0;
        Leftovers.remove(ports);
    }
}
