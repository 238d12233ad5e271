package dev.berth.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tests that run at the same time never have the same port, nor does one lose its port while another ends. */
class ParallelKernelTest {
    private static final int TIMES = 40;
    private static final int THREADS = 16;

    private static final Set<Integer> HELD = ConcurrentHashMap.newKeySet();
    private static final Map<Class<?>, Integer> RUNNING = new ConcurrentHashMap<>();
    private static final AtomicInteger GIVEN = new AtomicInteger();
    /** The first tests wait for each other. */
    private static final CountDownLatch TOGETHER = new CountDownLatch(8);

    private static final long PATIENCE_SECONDS = 60;

    /** Ports that are given while no other test has them, and that nobody else gets meanwhile. */
    static void hold(int... ports) throws InterruptedException {
        for (int port : ports) {
            assertThat(HELD.add(port))
                    .as("port %s is another test's, too", port)
                    .isTrue();
        }
        TOGETHER.countDown();
        assertThat(TOGETHER.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("they do run at the same time")
                .isTrue();
        for (int port : ports) {
            assertThat(Stranger.isKeptOut(port)).isTrue();
            assertThat(HELD.remove(port)).isTrue();
            GIVEN.incrementAndGet();
        }
    }

    abstract static class Base {
        /** One field for all classes that extend this one, which run at the same time. */
        @ReservedPort
        static int shared;

        private int first;

        @ReservedPort
        int field;

        @BeforeAll
        static void begin() {
            assertThat(shared).isNotZero().matches(Stranger::isKeptOut);
        }

        @BeforeEach
        void before() {
            first = shared;
        }

        @RepeatedTest(TIMES)
        void one(@ReservedPort int port, @ClosedPort int closed) throws InterruptedException {
            hold(port, field);
            hold(closed);
        }

        @RepeatedTest(TIMES)
        void block(@ReservedPorts(count = 3) int[] ports) throws InterruptedException {
            hold(ports);
        }

        @AfterEach
        void after() {
            assertThat(shared).isEqualTo(first).matches(Stranger::isKeptOut);
        }

        @AfterAll
        static void end() {
            assertThat(shared).matches(Stranger::isKeptOut);
        }
    }

    static class A extends Base {}

    static class B extends Base {
        @Nested
        class Inner {
            @RepeatedTest(TIMES)
            void test(@ReservedPort int port) throws InterruptedException {
                hold(port, field);
            }
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class C {
        @ReservedPort
        int field;

        private int first;

        @BeforeAll
        void begin() {
            first = field;
        }

        @RepeatedTest(TIMES)
        void test(
                @ReservedPort int port,
                @ReservedPort(name = "one", scope = Scope.CLASS) int ofClass,
                @ReservedPort(scope = Scope.RUN) int ofRun)
                throws InterruptedException {
            hold(port);
            assertThat(field).isEqualTo(first).matches(Stranger::isKeptOut);
            assertThat(RUNNING.merge(C.class, ofClass, (known, now) -> known)).isEqualTo(ofClass);
            assertThat(RUNNING.merge(Scope.class, ofRun, (known, now) -> known)).isEqualTo(ofRun);
        }
    }

    @Test
    void noPortIsGivenTwiceAtATime() {
        new Fixture(
                        Map.of(
                                "junit.jupiter.execution.parallel.enabled", "true",
                                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                                "junit.jupiter.execution.parallel.config.fixed.parallelism", Integer.toString(THREADS),
                                "junit.jupiter.execution.parallel.config.fixed.max-pool-size",
                                        Integer.toString(THREADS)),
                        List.of(A.class, B.class, C.class))
                .succeed(6 * TIMES);
        assertThat(GIVEN).hasValue((2 * 3 + 2 * 3 + 2 + 1) * TIMES);
        assertThat(Base.shared).matches(port -> !Stranger.isKeptOut(port));
    }
}
