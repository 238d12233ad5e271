package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.InsidePorts;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is refused before a guard is asked for. The tests share walls and an owner, and none of them loads one. */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeUnguardedPrivilegedTest {
    private final Acquirer owner;

    RuntimeUnguardedPrivilegedTest(Walls walls) throws IOException {
        owner = Acquirer.start(walls);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("R4 A count or start of 0, and a block past 65535: 10022, and nothing is loaded")
    void r4(Protocol protocol, Walls walls) throws IOException {
        Everything before = Everything.of(walls);
        for (PortBlock block : Blocks.UNSOUND) {
            Answers.refused(owner.acquire(RuntimePrivilegedTest.exactly(protocol, block)), Code.WSAEINVAL);
        }
        Answers.refused(owner.acquire(AcquireRequest.of(protocol, 0)), Code.WSAEINVAL);
        Answers.refused(owner.acquire(AcquireRequest.of(protocol, 65_536)), Code.WSAEINVAL);
        assertThat(Everything.of(walls)).isEqualTo(before);
        assertThat(InsidePorts.links(walls)).isZero();
    }
}
