package dev.berth.it.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.varlink.JsonObject;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Walls;
import dev.berth.testkit.Work;
import java.io.IOException;

/** Somebody who means well, and acquires and releases all the time while others misbehave. */
final class WellServed {
    /** Far more than a crowded machine makes it wait, and far less than what waits for somebody who misbehaves. */
    private static final int LONGEST_MILLIS = 10_000;

    private final PythonClient client;

    private WellServed(PythonClient client) {
        this.client = client;
    }

    static WellServed start(Walls walls, OrdinaryUser user) throws IOException {
        return new WellServed(PythonClient.start(walls, user));
    }

    /** Is served all the while nothing happens for a moment. */
    void during(String what) throws IOException {
        during(what, () -> what);
    }

    /** Lets something happen; every call of this one was answered meanwhile, and well, or it fails. */
    <T, X extends Exception> T during(String what, Work<T, X> work) throws X, IOException {
        client.say("be_served");
        T result = work.run();
        client.say("leave");
        JsonObject served = client.answer();
        client.answer();
        assertThat(served.requiredNumber("pairs", 0, Integer.MAX_VALUE))
                .as(what)
                .isPositive();
        assertThat(served.requiredNumber("longest", 0, Integer.MAX_VALUE))
                .as(what + ", milliseconds of the longest pair")
                .isLessThan(LONGEST_MILLIS);
        return result;
    }
}
