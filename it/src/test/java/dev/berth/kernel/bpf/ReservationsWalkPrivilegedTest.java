package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The reservations of a guard are more than the kernel tells at once. */
@InWalls
class ReservationsWalkPrivilegedTest {
    private static final int MANY = 1_300;
    private static final int FIRST = 20_000;
    private static final PortBlock PASSING = PortBlock.of(9_000, 1);
    private static final int WALKS = 50;

    @Test
    void eachIsToldOnce(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            assertThat(held.guard.entries()).isEmpty();
            Map<Token, Integer> starts = hold(held);
            List<GuardEntry> entries = held.guard.entries();
            assertThat(entries)
                    .hasSize(MANY)
                    .allSatisfy(entry -> assertThat(entry.block().start()).isEqualTo(starts.get(entry.token())));
            assertThat(entries).extracting(GuardEntry::token).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatStaysIsToldWhileOthersComeAndGo(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Map<Token, Integer> starts = hold(held);
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Void> others = CompletableFuture.runAsync(() -> comeAndGo(held, enough));
            try {
                for (int i = 0; i < WALKS; i++) {
                    assertThat(held.guard.entries())
                            .extracting(GuardEntry::token)
                            .doesNotHaveDuplicates()
                            .containsAll(starts.keySet());
                }
            } finally {
                enough.set(true);
                others.join();
            }
        }
    }

    private static Map<Token, Integer> hold(GuardInWalls held) throws IOException {
        Map<Token, Integer> starts = new LinkedHashMap<>();
        for (int port = FIRST; port < FIRST + MANY; port++) {
            starts.put(held.hold(Protocol.TCP, PortBlock.of(port, 1)), port);
        }
        return starts;
    }

    private static void comeAndGo(GuardInWalls held, AtomicBoolean enough) {
        try {
            while (!enough.get()) {
                held.guard.remove(held.hold(Protocol.TCP, PASSING));
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
