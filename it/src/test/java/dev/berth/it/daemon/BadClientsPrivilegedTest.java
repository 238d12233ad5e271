package dev.berth.it.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.varlink.JsonObject;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Soak;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever clients do, they get a named error or lose their connection, everybody else is served meanwhile, and berthd keeps
 * nothing of it.
 */
@Tag(Soak.TAG)
@InWalls
class BadClientsPrivilegedTest {
    /** Of each of two users. */
    private static final int MESSAGES = Soak.times(4_000, 50_000);

    private static final int WARM_UP = 5_000;
    /** What a collector that had no reason to collect yet may leave lying about. */
    private static final long SLACK_BYTES = 24L << 20;

    /** Whose process is watched as long as it lasts. */
    private static final String OF_A_CONNECTION = "anon_inode:[pidfd]";

    private Berthd berthd;
    private WellServed alice;
    private PythonClient mallory;
    private List<String> open = List.of();

    @BeforeEach
    void start(Walls walls) throws IOException {
        berthd = Berthd.start(walls);
        alice = WellServed.start(walls, OrdinaryUser.ALICE);
        mallory = PythonClient.start(walls, OrdinaryUser.MALLORY);
        alice.during("nothing bad");
        Eventually.when("nobody is connected", () -> {
            List<String> before = open;
            open = berthd.open();
            return open.equals(before) && !open.contains(OF_A_CONNECTION);
        });
    }

    @Test
    @DisplayName("Thousands of malformed, truncated, oversized and slow messages of two users")
    void messages(Walls walls) throws IOException {
        long seed = new Random().nextLong();
        PythonClient bob = PythonClient.start(walls, OrdinaryUser.BOB);
        long before = residentWhenWarm();
        Map<String, Integer> came = alice.during("bad messages", () -> {
            bob.say("misbehave", seed, MESSAGES);
            Map<String, Integer> both = new TreeMap<>();
            add(both, mallory.order("misbehave", seed + 1, MESSAGES));
            add(both, bob.answer());
            return both;
        });
        assertThat(came).as("seed %d", seed).containsOnlyKeys("closed", "left", "ok", "refused");
        assertThat(came.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(2 * MESSAGES);
        assertThat(came.values()).allSatisfy(times -> assertThat(times).isGreaterThan(MESSAGES / 100));
        assertThat(berthd.residentBytes()).as("seed %d", seed).isLessThan(before + SLACK_BYTES);
        nothingIsLeft();
    }

    @Test
    @DisplayName("Connections that say nothing, stop in the midst of a call, or ask and never read")
    void midway() throws IOException {
        long before = residentWhenWarm();
        alice.during("half-open connections", () -> mallory.order("stop_midway", 600));
        JsonObject deaf = alice.during("clients that never read", () -> mallory.order("read_nothing", 20));
        assertThat(deaf.requiredNumber("stuck", 0, 20)).isEqualTo(20); // they are made to wait, and cost nothing
        alice.during("all of them at once");
        assertThat(berthd.residentBytes()).isLessThan(before + SLACK_BYTES);
        nothingIsLeft();
    }

    @Test
    @DisplayName("R6, R8: descriptors of every wrong kind")
    void wrongDescriptors() throws IOException {
        for (String kind : List.of("directory", "file", "device", "path", "pipe", "epoll", "process", "memory")) {
            assertThat(passed(kind)).as(kind).isEqualTo(passing("WSAENOTSOCK", "WSAENOTSOCK"));
        }
        for (String kind : List.of("unix", "datagrams", "berthd", "netlink")) {
            assertThat(passed(kind)).as(kind).isEqualTo(passing("WSAEOPNOTSUPP", "WSAEOPNOTSUPP"));
        }
        // One to acquire on, and none to associate. berthd's copy is the last, and its close takes a minute.
        for (String kind : List.of("bound", "lingering")) {
            assertThat(passed(kind)).as(kind).isEqualTo(passing("ok", "WSAEINVAL"));
        }
        nothingIsLeft();
    }

    @Test
    @DisplayName("Several descriptors with one message, up to 253, and one with each byte")
    void manyDescriptors() throws IOException {
        for (int number : new int[] {2, 16, 253}) {
            JsonObject came = alice.during(number + " descriptors", () -> mallory.order("pass_many", number));
            assertThat(came.requiredText("came")).isEqualTo("InvalidParameter, closed");
        }
        JsonObject drops = alice.during("a descriptor a byte", () -> mallory.order("pass_drops", 50));
        assertThat(drops.requiredNumber("closed", 0, 50)).isEqualTo(50);
        nothingIsLeft();
    }

    @Test
    @DisplayName("One user's connections do not keep another one out")
    void crowd() throws IOException {
        JsonObject crowd = alice.during("a crowd", () -> mallory.order("crowd_in", 9_000));
        assertThat(crowd.requiredNumber("open", 0, 9_000)).isBetween(5_000, 8_999);
        alice.during("a crowd that stays");
        nothingIsLeft();
    }

    private List<String> passed(String kind) throws IOException {
        return alice.during(kind, () -> mallory.order("pass_one", kind)).texts("came");
    }

    /** What comes of Acquire and Associate, of two methods that take no descriptor, and of none that there is. */
    private static List<String> passing(String acquire, String associate) {
        return List.of(acquire, associate, "ok", "MethodNotFound", "ok");
    }

    private long residentWhenWarm() throws IOException {
        alice.during("some bad messages", () -> mallory.order("misbehave", 1, WARM_UP));
        return berthd.residentBytes();
    }

    /** Once its last client but one has ended. */
    private void nothingIsLeft() throws IOException {
        mallory.close();
        try {
            Eventually.when(
                    "what berthd has open is what it had", () -> berthd.open().equals(open));
        } catch (AssertionError more) {
            assertThat(berthd.open()).isEqualTo(open);
            throw more;
        }
        assertThat(berthd.said()).doesNotContain("internal error");
    }

    private static void add(Map<String, Integer> all, JsonObject some) throws IOException {
        for (String came : some.names()) {
            all.merge(came, some.requiredNumber(came, 0, Integer.MAX_VALUE), Integer::sum);
        }
    }
}
