package dev.berth.it.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Listing;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.RuntimeReservation;
import dev.berth.client.ClientPorts;
import dev.berth.it.daemon.AcquiringClient.Held;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Soak;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * berthd is killed again and again while clients acquire and release: strangers never get in, what was acknowledged is there
 * and nothing else, and the clients notice nothing.
 */
@InWalls
@Tag(Soak.TAG)
class CrashPrivilegedTest {
    private static final int KILLS = Soak.times(12, 100);
    private static final int MOST_ANSWERS = 60;
    private static final int MOST_ATTEMPTS = 40;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final List<AcquiringClient> clients = new ArrayList<>();
    private int extra;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    @DisplayName("kill -9 at random moments: no gap, no loss, no leak, and clients go on")
    void kills(Walls walls) throws Exception {
        Berthd berthd = Berthd.start(walls);
        for (OrdinaryUser user : List.of(OrdinaryUser.ALICE, OrdinaryUser.ALICE, OrdinaryUser.BOB)) {
            clients.add(AcquiringClient.start(walls, user, random.nextLong()));
        }
        long mallory = OrdinaryUser.MALLORY.id();
        Actor stranger = walls.actor().as(mallory, mallory).start();
        Prober prober = new Prober(stranger, this::held, new Random(seed));
        try (ExecutorService executor = Executors.newCachedThreadPool();
                Ports ports = new ClientPorts(berthd.socket())) {
            List<Future<?>> acting = new ArrayList<>();
            clients.forEach(client -> acting.add(executor.submit(() -> ran(client))));
            Future<?> probing = executor.submit(() -> ran(prober));
            try {
                // Who has never reached berthd is told at once that nobody is there.
                Eventually.when(
                        "each client is answered",
                        () -> clients.stream().allMatch(client -> client.acknowledged() > 0));
                for (int kill = 0; kill < KILLS; kill++) {
                    kill(berthd, prober);
                    keptAll(walls, ports);
                    goOn(acting);
                }
                clients.forEach(AcquiringClient::rest);
                for (Future<?> one : acting) {
                    one.get();
                }
            } finally {
                clients.forEach(AcquiringClient::rest);
                prober.end();
            }
            probing.get();
            assertThat(prober.successes()).as("seed %d", seed).isEmpty();
            assertThat(prober.refusals()).isGreaterThan(KILLS);
            keptNothingElse(walls, ports);
            leftNothing(walls, ports, stranger);
            assertThat(berthd.said()).doesNotContain("internal error");
            Soak.say("killed berthd: " + KILLS + " times and " + extra + " more while it started, within " + answers()
                    + " answers; nothing lost or left; a stranger was refused " + prober.refusals() + " times");
        }
    }

    /** After some answers; and sometimes again, after some attempts of the stranger, while it starts. */
    private void kill(Berthd berthd, Prober prober) throws IOException {
        int answers = answers() + 1 + random.nextInt(MOST_ANSWERS);
        Eventually.when("clients are answered", () -> answers() >= answers);
        berthd.kill();
        if (random.nextInt(4) == 0) {
            extra++;
            berthd.launch();
            int attempts = prober.attempts() + random.nextInt(MOST_ATTEMPTS);
            Eventually.when("a stranger tries", () -> prober.attempts() >= attempts);
            berthd.kill();
        }
        berthd.startAgain();
    }

    /** What clients were told that they have is there, before and after. */
    private void keptAll(Walls walls, Ports ports) throws IOException {
        List<Held> before = held();
        Listing listing = walls.call(ports::list).orElseThrow();
        List<Held> both = held().stream().filter(before::contains).toList();
        assertThat(listed(listing)).as("seed %d", seed).containsAll(both);
    }

    private void keptNothingElse(Walls walls, Ports ports) throws IOException {
        Listing listing = walls.call(ports::list).orElseThrow();
        assertThat(held()).isNotEmpty();
        assertThat(listed(listing)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(held());
    }

    private void leftNothing(Walls walls, Ports ports, Actor stranger) throws IOException {
        for (AcquiringClient client : clients) {
            client.close();
        }
        Eventually.when(
                "nothing is held by anybody",
                () -> walls.call(ports::list).orElseThrow().runtime().isEmpty());
        for (Held one : held()) {
            SocketKind kind = SocketKind.all(one.protocol()).getFirst();
            assertThat(stranger.bind(kind, one.block().start()))
                    .as(one.toString())
                    .hasToString("ok");
        }
        AcquireRequest everything = AcquireRequest.of(Protocol.TCP_UDP, 10_000).startingAt(20_000);
        walls.<AcquiredBlock, IOException>call(() -> ports.acquire(everything).orElseThrow())
                .close();
    }

    private static List<Held> listed(Listing listing) {
        return listing.runtime().stream().map(CrashPrivilegedTest::held).toList();
    }

    private static Held held(RuntimeReservation one) {
        return new Held(
                one.token(),
                one.protocol(),
                one.block(),
                Math.toIntExact(one.owner().pid()));
    }

    private List<Held> held() {
        return clients.stream()
                .flatMap(client -> client.held().values().stream())
                .toList();
    }

    private int answers() {
        return clients.stream().mapToInt(AcquiringClient::acknowledged).sum();
    }

    /** Fails where one of them has. */
    private static void goOn(List<Future<?>> acting) throws ExecutionException, InterruptedException {
        for (Future<?> one : acting) {
            if (one.isDone()) {
                one.get();
            }
        }
    }

    private static Object ran(AcquiringClient client) throws IOException {
        client.run();
        return client;
    }

    private static Object ran(Prober prober) throws IOException {
        prober.run();
        return prober;
    }
}
