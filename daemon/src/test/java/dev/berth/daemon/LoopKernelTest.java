package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.Outcome;
import dev.berth.kernel.unix.Epoll;
import dev.berth.kernel.unix.EventFd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose turn it is on the one thread, and what becomes of it where something fails. */
class LoopKernelTest {
    private static final long SELDOM = 60_000;
    private static final long TOO_MUCH = Duration.ofSeconds(1).toNanos();

    private Loop loop;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        loop = new Loop(new SilentLog());
        desk = new Desk(loop, new Patience(), Duration.ofSeconds(5), new SilentLog());
    }

    @AfterEach
    void close() {
        desk.close();
        loop.close();
    }

    @Test
    void whoeverIsReadyHasATurnThoughErrandsLeaveErrandsBehind() throws Exception {
        try (EventFd ready = new EventFd()) {
            loop.add(ready.fd(), Epoll.EPOLLIN, _ -> loop.stop());
            ready.raise();
            loop.execute(this::again);
            loop.run(SELDOM, () -> {});
        }
        assertThat(loop.turn()).isLessThan(10);
    }

    @Test
    void aUserWhoseTimeIsUpGoesOnInTheNextTurnAndConnectionsTakeTurns() throws Exception {
        Share share = new Share();
        List<String> served = new ArrayList<>();
        for (String connection : List.of("one", "two", "three")) {
            share.rest(() -> serve(share, connection, served), loop);
        }
        loop.run(SELDOM, () -> {});
        assertThat(served).containsExactly("one 1", "two 2", "three 3", "one 4", "two 5", "three 6");
    }

    @Test
    void whoHasTimeLeftRestsForNobodyElse() throws Exception {
        Share mallory = new Share();
        Share alice = new Share();
        List<String> served = new ArrayList<>();
        mallory.rest(() -> serve(mallory, "mallory", served), loop);
        loop.execute(() -> served.add("alice " + alice.isLeft(loop) + ", mallory " + mallory.isLeft(loop)));
        loop.execute(loop::stop);
        loop.run(SELDOM, () -> {});
        assertThat(served).containsExactly("mallory 1", "alice true, mallory false");
    }

    @Test
    void anErrorOfAThreadThatWorksForTheLoopEndsTheLoop() {
        desk.change(new Waiting(), this::fail, new Told());
        assertThatThrownBy(() -> loop.run(SELDOM, () -> {})).isInstanceOf(LinkageError.class);
        desk.read(new Waiting(), this::fail, new Told());
        assertThatThrownBy(() -> loop.run(SELDOM, () -> {})).isInstanceOf(LinkageError.class);
    }

    @Test
    void whoCannotBeAnsweredIsToldSo() throws Exception {
        Told told = new Told();
        desk.change(new Waiting(), () -> Outcome.granted("done"), told);
        loop.run(SELDOM, () -> {});
        assertThat(told.broken).hasValue(1);
    }

    @Test
    void usersTakeTurnsAtTheDeskHoweverMuchEachHasAskedFor() throws Exception {
        Waiting mallory = new Waiting();
        Waiting alice = new Waiting();
        List<String> read = Collections.synchronizedList(new ArrayList<>());
        Desk.Answer<String> all = new Counting(102);
        for (int i = 0; i < 100; i++) {
            desk.read(mallory, () -> read("mallory", read), all);
        }
        desk.read(alice, () -> read("alice", read), all);
        desk.read(alice, () -> read("alice again", read), all);
        loop.run(SELDOM, () -> {});
        assertThat(read.indexOf("alice")).isLessThan(3);
        assertThat(read.indexOf("alice again")).isLessThan(6);
    }

    private Outcome<String> read(String who, List<String> read) {
        read.add(who);
        return Outcome.granted(who);
    }

    private void again() {
        if (loop.turn() < 1_000_000) {
            loop.execute(this::again);
        } else {
            loop.stop();
        }
    }

    private void serve(Share share, String connection, List<String> served) {
        served.add(connection + " " + loop.turn());
        share.spend(TOO_MUCH);
        if (served.size() < 6) {
            share.rest(() -> serve(share, connection, served), loop);
        } else {
            loop.stop();
        }
    }

    private Outcome<String> fail() {
        throw new LinkageError("no such function");
    }

    /** Has had enough after so many. */
    private final class Counting implements Desk.Answer<String> {
        private int left;

        Counting(int number) {
            left = number;
        }

        @Override
        public void accept(Outcome<String> outcome) {
            if (--left == 0) {
                loop.stop();
            }
        }

        @Override
        public void broken() {}
    }

    /** Cannot take an answer. */
    private final class Told implements Desk.Answer<String> {
        private final AtomicInteger broken = new AtomicInteger();

        @Override
        public void accept(Outcome<String> outcome) {
            throw new IllegalStateException("nobody is there");
        }

        @Override
        public void broken() {
            broken.incrementAndGet();
            loop.stop();
        }
    }
}
