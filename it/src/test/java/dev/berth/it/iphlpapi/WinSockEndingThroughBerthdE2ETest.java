package dev.berth.it.iphlpapi;

import dev.berth.testkit.Walls;
import java.io.IOException;

/** The same rows, of an ordinary user, through berthd. */
@ThroughBerthd
class WinSockEndingThroughBerthdE2ETest extends WinSockEndingPrivilegedTest {
    WinSockEndingThroughBerthdE2ETest(Walls walls) throws IOException {
        super(walls);
    }
}
