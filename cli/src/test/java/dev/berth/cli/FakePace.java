package dev.berth.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A clock that stands still, and lets some pauses pass at once. */
final class FakePace implements Pace {
    final List<Duration> pauses = new ArrayList<>();
    private final Deque<Runnable> meanwhile = new ArrayDeque<>();

    /** Does this during the next pause; after the last of these it is time to end. */
    void during(Runnable event) {
        meanwhile.add(event);
    }

    @Override
    public Instant now() {
        return Samples.SINCE;
    }

    @Override
    public boolean await(Duration span) {
        pauses.add(span);
        if (meanwhile.isEmpty()) {
            return false;
        }
        meanwhile.remove().run();
        return true;
    }
}
