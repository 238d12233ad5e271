package dev.berth.it.iphlpapi;

import dev.berth.testkit.Walls;

/** The same rows, of an ordinary user, through berthd. */
@ThroughBerthd
class WinSockConsumingThroughBerthdE2ETest extends WinSockConsumingPrivilegedTest {
    WinSockConsumingThroughBerthdE2ETest(Walls walls) {
        super(walls);
    }
}
