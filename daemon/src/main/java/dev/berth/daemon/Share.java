package dev.berth.daemon;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One user's share of the loop's time: a few milliseconds of each of its turns, however many connections the user has and
 * whatever is asked for. Connections that it was not enough for go on in the next turn, one after the other; who is alone
 * loses nothing. Belongs to the loop's thread.
 */
final class Share {
    /** Some hundred ordinary calls, or one that takes long. */
    private static final long MOST_NANOS = 5_000_000;

    private final Queue<Runnable> resting = new ArrayDeque<>();
    private long turn;
    private long spent;
    /** The loop is going to come back to those that rest. */
    private boolean expected;
    /** They are having their turn. */
    private boolean resuming;

    /** Tells whether a connection may be served in this turn: there is time, and it overtakes nobody. */
    boolean isLeft(Loop loop) {
        return isLeftOf(loop.turn()) && (resuming || resting.isEmpty());
    }

    /** So much was used. */
    void spend(long nanos) {
        spent += nanos;
    }

    /** Does something for a connection, and counts how long that takes. */
    void use(Runnable work) {
        long start = System.nanoTime();
        try {
            work.run();
        } finally {
            spend(System.nanoTime() - start);
        }
    }

    /** Has a connection go on when it is its turn. */
    void rest(Runnable goOn, Loop loop) {
        resting.add(goOn);
        expect(loop);
    }

    private void expect(Loop loop) {
        if (!expected) {
            expected = true;
            loop.execute(() -> resume(loop));
        }
    }

    private void resume(Loop loop) {
        expected = false;
        resuming = true;
        try {
            for (int n = resting.size(); n > 0 && isLeftOf(loop.turn()); n--) {
                resting.remove().run();
            }
        } finally {
            resuming = false;
            if (!resting.isEmpty()) {
                expect(loop);
            }
        }
    }

    private boolean isLeftOf(long now) {
        if (now != turn) {
            turn = now;
            spent = 0;
        }
        return spent < MOST_NANOS;
    }
}
