package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.testkit.Actor;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.SocketOption;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Four processes of four users try everything at once to get a port of a block. */
@InWallsWithPorts
class ThievesPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_100, 1_000);
    private static final SocketOption[][] OPTIONS = {{}, {SocketOption.REUSEADDR}, {SocketOption.REUSEPORT}};
    private static final int EXPLICIT = 430;
    private static final int AUTOMATIC = 150;
    private static final int LISTENER = 39_000;

    @Test
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("P17 P18 100,000 attempts on a reserved block: none succeeds; on the same block unreserved, they do")
    void thieves(Ports ports, Walls walls) throws Exception {
        walls.automatic(PortBlock.between(40_000, 42_999));
        List<Actor> thieves = new ArrayList<>(List.of(
                walls.actor().start(), walls.actor().withoutCapabilities().start()));
        thieves.add(Accounts.actor(walls).start());
        thieves.add(walls.actor().as(Accounts.STRANGER, Accounts.STRANGER, 0).start());

        Map<String, Integer> free = allAtOnce(thieves);
        assertThat(free.get("ok")).isPositive();
        assertThat(free.get("inside")).isPositive();

        ports.create(ReservationRequest.of(Protocol.TCP_UDP, BLOCK)).orElseThrow();
        Map<String, Integer> reserved = allAtOnce(thieves);
        assertThat(reserved).doesNotContainKeys("ok", "inside").containsKeys("EACCES", "outside");
        assertThat(reserved.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(100_000);

        ports.delete(Protocol.TCP_UDP, BLOCK).orElseThrow();
        assertThat(attack(thieves.getLast(), LISTENER).get("ok")).isPositive();
    }

    private static Map<String, Integer> allAtOnce(List<Actor> thieves) throws InterruptedException, ExecutionException {
        Map<String, Integer> total = new TreeMap<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(thieves.size())) {
            List<Callable<Map<String, Integer>>> attacks = new ArrayList<>();
            for (int i = 0; i < thieves.size(); i++) {
                Actor thief = thieves.get(i);
                int listener = LISTENER + i;
                attacks.add(() -> attack(thief, listener));
            }
            for (Future<Map<String, Integer>> attack : executor.invokeAll(attacks)) {
                attack.get().forEach((outcome, times) -> total.merge(outcome, times, Integer::sum));
            }
        }
        return total;
    }

    private static Map<String, Integer> attack(Actor thief, int listener) throws IOException {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (SocketKind kind : SocketKind.values()) {
            for (String address : new String[] {kind.wildcard(), kind.loopback()}) {
                for (SocketOption[] options : OPTIONS) {
                    add(outcomes, thief.attack(kind, address, BLOCK, EXPLICIT, options));
                }
            }
            add(outcomes, thief.bindAutomatically(kind, BLOCK, AUTOMATIC));
            add(outcomes, thief.connectAutomatically(kind, listener, BLOCK, AUTOMATIC));
        }
        return outcomes;
    }

    private static void add(Map<String, Integer> all, Map<String, Integer> some) {
        some.forEach((outcome, times) -> all.merge(outcome, times, Integer::sum));
    }
}
