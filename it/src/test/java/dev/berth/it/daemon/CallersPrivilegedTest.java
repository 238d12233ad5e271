package dev.berth.it.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.varlink.JsonObject;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who a caller is, the kernel says. Those for whom nothing can be done are told why, and may still ask what berthd is. */
@InWalls
class CallersPrivilegedTest {
    private static final String ACQUIRE = "Acquire {\"protocol\":\"tcp\",\"count\":1}";
    private static final String INFO = "org.varlink.service.GetInfo";

    private Berthd berthd;

    @BeforeEach
    void start(Walls walls) throws IOException {
        berthd = Berthd.start(walls);
    }

    @Test
    @DisplayName("A caller of another network namespace")
    void otherNetwork(Walls walls) throws IOException {
        Program there = Program.of(walls.anotherNetwork().entered(OrdinaryUser.ALICE.prefix()));
        assertRefused(PythonClient.start(walls, there, berthd.socket()), "network namespace");
    }

    @Test
    @DisplayName("A caller in a pid namespace below is known by its number here, and served")
    void otherProcesses(Walls walls) throws IOException {
        Program there =
                walls.program("unshare", "--pid", "--fork", "--kill-child").and(OrdinaryUser.ALICE.prefix());
        PythonClient inside = PythonClient.start(walls, there, berthd.socket());
        assertThat(inside.order("acquire_many", 1).requiredText("came")).isEqualTo("ok");
        assertThat(Berthd.berth(walls).and("list").expect(0).out())
                .doesNotContain("pid 1 ")
                .contains("pid ");
        inside.say("be_served");
        inside.say("leave");
        assertThat(inside.answer().requiredNumber("pairs", 0, Integer.MAX_VALUE))
                .isPositive();
    }

    @Test
    @DisplayName(
            "A connection whose maker has ended: nothing is done for who has it now, and the maker's block is free")
    void outlived(Walls walls) throws IOException {
        JsonObject came = PythonClient.start(walls, OrdinaryUser.ALICE).order("outlive");
        assertThat(came.requiredText("came")).isEqualTo("ERROR_NOT_SUPPORTED");
        assertThat(came.requiredText("message")).contains("has ended");
        int port = came.requiredNumber("port", 1, 65_535);
        assertThat(walls.actor().start().bind(SocketKind.TCP4, port)).hasToString("ok");
    }

    private static void assertRefused(PythonClient client, String why) throws IOException {
        JsonObject came = client.order("say", ACQUIRE);
        assertThat(came.requiredText("came")).isEqualTo("ERROR_NOT_SUPPORTED");
        assertThat(came.requiredText("message")).contains(why);
        assertThat(client.order("say", "List").requiredText("message")).contains(why);
        assertThat(client.order("say", INFO).requiredText("came")).isEqualTo("ok");
    }
}
