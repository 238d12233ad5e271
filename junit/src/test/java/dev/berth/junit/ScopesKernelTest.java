package dev.berth.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A reservation is there to the end of its scope, and not longer: seen from what runs before that end and after it. */
class ScopesKernelTest {
    /** What the tests that run one after the other tell each other. */
    private static final Map<String, Integer> TOLD = new ConcurrentHashMap<>();

    @BeforeEach
    void forget() {
        TOLD.clear();
    }

    static void tell(String what, int port) {
        assertThat(Stranger.isKeptOut(port)).as(what).isTrue();
        assertThat(TOLD.put(what, port)).as(what).isNull();
    }

    static int told(String what) {
        return Objects.requireNonNull(TOLD.get(what), what);
    }

    static void assertKept(String... all) {
        for (String what : all) {
            assertThat(Stranger.isKeptOut(told(what))).as(what).isTrue();
        }
    }

    static void assertFree(String... all) {
        assertFree(Set.of(), all);
    }

    /** Free again, but for ports that happen to have been given anew. */
    static void assertFree(Set<Integer> anew, String... all) {
        for (String what : all) {
            assertThat(told(what)).as(what).matches(port -> anew.contains(port) || !Stranger.isKeptOut(port));
        }
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class First {
        @ReservedPort
        static int ofClass;

        @ReservedPort
        int ofInstance;

        private final int ofConstructor;
        private int beforeEach;

        First(@ReservedPort int port) {
            ofConstructor = port;
            TOLD.putIfAbsent("constructor", port);
        }

        @BeforeAll
        static void first(@ReservedPort int port) {
            tell("before all", port);
            tell("static field", ofClass);
        }

        @BeforeEach
        void before(@ReservedPort int port) {
            beforeEach = port;
            TOLD.putIfAbsent("before each", port);
        }

        @Test
        @Order(1)
        void one(
                @ReservedPort int port,
                @ReservedPort(scope = Scope.CLASS) int ofClass,
                @ReservedPort(scope = Scope.RUN) int ofRun) {
            tell("test", port);
            tell("instance field", ofInstance);
            tell("class", ofClass);
            tell("run", ofRun);
            assertKept("constructor", "before each");
        }

        @Test
        @Order(2)
        void two() {
            assertFree(
                    Set.of(ofConstructor, ofInstance, beforeEach),
                    "test",
                    "constructor",
                    "instance field",
                    "before each");
            assertKept("before all", "static field", "class", "run");
        }

        @RepeatedTest(2)
        @Order(3)
        void repeated(
                @ReservedPort int port,
                @ReservedPort(scope = Scope.CLASS) int ofClass,
                @ReservedPort(scope = Scope.RUN) int ofRun,
                RepetitionInfo repetition) {
            if (repetition.getCurrentRepetition() == 1) {
                tell("repetition", port);
                tell("class of repeated", ofClass);
                tell("run of repeated", ofRun);
            } else {
                assertFree(Set.of(ofConstructor, ofInstance, beforeEach, port), "repetition");
                assertThat(ofClass).isEqualTo(told("class of repeated"));
                assertThat(ofRun).isEqualTo(told("run of repeated"));
            }
        }

        @AfterEach
        void after() {
            if (!TOLD.containsKey("after each")) {
                assertKept("test", "constructor", "instance field", "before each");
                TOLD.put("after each", 0);
            }
        }

        @AfterAll
        static void last() {
            assertKept("before all", "static field", "class", "run", "class of repeated", "run of repeated");
        }
    }

    static class Second {
        @Test
        void afterTheFirst() {
            assertFree("before all", "static field", "class", "class of repeated");
            assertKept("run", "run of repeated");
        }
    }

    @Test
    void eachEndsWithItsScope() {
        Fixture.of(First.class, Second.class).succeed(5);
        assertFree("run", "run of repeated");
        assertThat(TOLD).containsKey("after each");
    }

    static class Failing {
        @Test
        void test(@ReservedPort int port) {
            tell("failing", port);
            throw new IllegalStateException("as it should");
        }
    }

    @Test
    void aTestThatFailsGivesItsPortBack() {
        assertThat(Fixture.of(Failing.class).failure()).isEqualTo("as it should");
        assertFree("failing");
    }
}
