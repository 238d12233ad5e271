package dev.berth.bench.tests;

import dev.berth.junit.ReservedPort;
import org.junit.jupiter.api.RepeatedTest;

/** The test classes that are measured: many tests each, which have a port and do nothing with it. */
final class Cases {
    /** How many tests each class has. */
    static final int TESTS = 200;

    private Cases() {}

    /** Without a port. */
    static final class Empty {
        @RepeatedTest(TESTS)
        void test() {}
    }

    /** Berth's. */
    static final class Reserved {
        @RepeatedTest(TESTS)
        void test(@ReservedPort int port) {
            require(port);
        }
    }

    /** Spring's. */
    static final class Spring {
        @RepeatedTest(TESTS)
        void test() {
            require(SpringFinder.port());
        }
    }

    /** build-helper's. */
    static final class BuildHelper {
        @RepeatedTest(TESTS)
        void test() {
            require(BuildHelperFinder.port());
        }
    }

    private static void require(int port) {
        if (port <= 0) {
            throw new IllegalStateException("there is no port " + port);
        }
    }
}
