package dev.berth.it.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.varlink.JsonObject;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the policy says, berthd does. */
@InWalls
class PolicyPrivilegedTest {
    private static final String CREATE = "Create {\"protocol\":\"tcp\",\"start\":8080,\"count\":1}";
    private static final String DELETE = "Delete {\"protocol\":\"tcp\",\"start\":8080,\"count\":1}";

    @Test
    @DisplayName(
            "64 blocks a user, of all its processes together; kill -9 of berthd forgets none; the end gives them back")
    void blocks(Walls walls) throws IOException {
        Berthd berthd = Berthd.start(walls);
        PythonClient alice = PythonClient.start(walls, OrdinaryUser.ALICE);
        PythonClient other = PythonClient.start(walls, OrdinaryUser.ALICE);
        assertCame(alice.order("acquire_many", 40), 40, "ok", "");
        assertCame(other.order("acquire_many", 40), 24, "WSAENOBUFS", "64");
        assertCame(PythonClient.start(walls, OrdinaryUser.BOB).order("acquire_many", 1), 1, "ok", "");

        berthd.kill();
        berthd.startAgain();
        assertCame(other.order("acquire_many", 1), 0, "WSAENOBUFS", "64");
        alice.order("release_all");
        assertCame(other.order("acquire_many", 39), 39, "ok", "");
        other.close();
        Eventually.when("what ended counts no more", () -> {
            JsonObject came = alice.order("acquire_many", 64);
            alice.order("release_all");
            return came.requiredNumber("got", 0, 64) == 64;
        });
    }

    @Test
    @DisplayName("1,024 ports a user, however many blocks; nothing below 1024, and otherwise any port")
    void ports(Walls walls) throws IOException {
        Berthd.start(walls);
        PythonClient alice = PythonClient.start(walls, OrdinaryUser.ALICE);
        assertCame(alice.order("acquire_many", 1, "{\"count\":1025}"), 0, "WSAENOBUFS", "1024");
        assertCame(alice.order("acquire_many", 1, "{\"count\":1000}"), 1, "ok", "");
        assertCame(alice.order("acquire_many", 1, "{\"count\":25}"), 0, "WSAENOBUFS", "1024");
        assertCame(alice.order("acquire_many", 1, "{\"count\":24,\"start\":1024}"), 1, "ok", "");
        alice.order("release_all");
        assertCame(alice.order("acquire_many", 1, "{\"start\":1023}"), 0, "WSAEACCES", "1023");
        assertCame(alice.order("acquire_many", 1, "{\"start\":65535}"), 1, "ok", "");
    }

    @Test
    @DisplayName("A policy of one's own: quotas, the range, ports by number, and who is an administrator")
    void ownPolicy(Walls walls) throws IOException {
        Files.writeString(Berthd.policy(walls), """
                {
                  "administrators": { "users": ["%d"], "groups": ["%d"] },
                  "runtime": { "blocks": 3, "ports": 4, "range": "30000-30009", "specific": "range" }
                }
                """.formatted(OrdinaryUser.BOB.id(), OrdinaryUser.MALLORY.id()));
        Berthd.start(walls);
        PythonClient alice = PythonClient.start(walls, OrdinaryUser.ALICE);
        assertCame(alice.order("acquire_many", 1, "{\"start\":30009}"), 1, "ok", "");
        assertCame(alice.order("acquire_many", 1, "{\"start\":30010}"), 0, "WSAEACCES", "30000-30009");
        assertCame(alice.order("acquire_many", 1, "{\"count\":4}"), 0, "WSAENOBUFS", "4");
        assertCame(alice.order("acquire_many", 3), 2, "WSAENOBUFS", "3");
        assertThat(alice.order("say", CREATE).requiredText("came")).isEqualTo("ERROR_ACCESS_DENIED");

        PythonClient bob = PythonClient.start(walls, OrdinaryUser.BOB);
        assertThat(bob.order("say", CREATE).requiredText("came")).isEqualTo("ok");
        assertCame(bob.order("acquire_many", 5), 5, "ok", "");
        assertCame(bob.order("acquire_many", 1, "{\"start\":80}"), 1, "ok", "");
        PythonClient mallory = PythonClient.start(walls, OrdinaryUser.MALLORY); // of a group of that number
        assertThat(mallory.order("say", DELETE).requiredText("came")).isEqualTo("ok");
    }

    @Test
    @DisplayName("A policy that makes no sense, or that somebody else can change, is refused by name")
    void unusable(Walls walls) throws IOException {
        Path policy = Files.writeString(walls.directory().resolve("mine.json"), "{\"runtime\":{\"block\":1}}");
        assertThat(refusal(walls, policy)).contains(policy.toString(), "'runtime.block' is unknown", "berthd(8)");
        Files.writeString(policy, "{}");
        Files.setAttribute(policy, "unix:uid", (int) OrdinaryUser.ALICE.id());
        assertThat(refusal(walls, policy))
                .contains(policy + " belongs to user " + OrdinaryUser.ALICE.id(), "chown root:root " + policy);
        assertThat(refusal(walls, walls.directory().resolve("none.json"))).contains("there is no such file");
    }

    private static String refusal(Walls walls, Path policy) throws IOException {
        Program.Result result =
                Berthd.berth(walls).and("serve", "--policy", policy.toString()).expect(1);
        assertThat(result.err().lines()).hasSize(1);
        return result.err();
    }

    private static void assertCame(JsonObject order, int got, String came, String words) throws IOException {
        assertThat(order.requiredText("came")).as(order.toString()).isEqualTo(came);
        assertThat(order.requiredNumber("got", 0, 1_000)).as(order.toString()).isEqualTo(got);
        assertThat(order.requiredText("message")).contains(words);
    }
}
