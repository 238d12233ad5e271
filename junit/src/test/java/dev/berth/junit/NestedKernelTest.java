package dev.berth.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;

/** Classes in classes: each instance has its own ports, and what is of the class around is there inside. */
class NestedKernelTest {
    private static final Set<Integer> SEEN = new CopyOnWriteArraySet<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @TestClassOrder(ClassOrderer.OrderAnnotation.class)
    static class Outer {
        @ReservedPort
        static int ofClass;

        @ReservedPort
        int ofOuter;

        @ReservedPort(scope = Scope.TEST)
        int ofOuterToo;

        private final int ofConstructor;
        private int beforeEach;

        Outer(@ReservedPort int port) {
            ofConstructor = port;
        }

        @BeforeEach
        void before(@ReservedPort int port, @ReservedPort(scope = Scope.CLASS) int ofOuterClass) {
            beforeEach = port;
            SEEN.add(ofOuterClass);
        }

        @Nested
        @Order(1)
        class Inner {
            @ReservedPort
            static int ofInnerClass;

            @ReservedPort
            int ofInner;

            private final int ofInnerConstructor;

            Inner(@ReservedPort int port) {
                ofInnerConstructor = port;
            }

            @RepeatedTest(2)
            void test(@ReservedPort int port) {
                Set<Integer> all = Set.of(
                        ofClass,
                        ofOuter,
                        ofOuterToo,
                        ofConstructor,
                        beforeEach,
                        ofInnerClass,
                        ofInner,
                        ofInnerConstructor,
                        port);
                assertThat(all).hasSize(9).allMatch(Stranger::isKeptOut);
            }
        }

        @Nested
        @Order(2)
        class Sibling {
            @Test
            void test() {
                Set<Integer> around = Set.of(ofClass, ofOuter, ofConstructor, beforeEach);
                assertThat(around).allMatch(Stranger::isKeptOut);
                assertThat(Inner.ofInnerClass)
                        .isNotZero()
                        .matches(port -> around.contains(port) || !Stranger.isKeptOut(port));
            }
        }
    }

    @Test
    void whatIsAroundIsThereInside() {
        Fixture.of(Outer.class).succeed(3);
        assertThat(SEEN)
                .as("of the class that declares it, which is the outer one")
                .hasSize(1);
    }

    static class AroundOneInstance {
        @ReservedPort
        int ofOuter;

        @Nested
        @TestInstance(TestInstance.Lifecycle.PER_CLASS)
        class Inner {
            @ReservedPort
            int ofInner;

            @BeforeAll
            void first() {
                SEEN.add(ofOuter);
                SEEN.add(ofInner);
            }

            @RepeatedTest(2)
            void test() {
                assertThat(SEEN).containsExactlyInAnyOrder(ofOuter, ofInner).allMatch(Stranger::isKeptOut);
            }
        }
    }

    @Test
    void theInstanceAroundOneThatLastsKeepsItsPortAsLong() {
        Fixture.of(AroundOneInstance.class).succeed(2);
        assertThat(SEEN).hasSize(2).noneMatch(Stranger::isKeptOut);
    }

    abstract static class Base {
        @ReservedPort
        static int ofClass;

        @ReservedPort
        int ofInstance;

        @BeforeAll
        static void first(@ReservedPort int port) {
            assertThat(SEEN.add(port)).as("each time another one").isTrue();
        }

        @Test
        void eachClassHasItsOwn(@ReservedPort(scope = Scope.CLASS) int port) {
            assertThat(SEEN.add(port)).isTrue();
        }
    }

    @TestClassOrder(ClassOrderer.OrderAnnotation.class)
    static class Extending extends Base {
        @Nested
        @Order(1)
        class Inner extends Base {
            @Test
            void bothInstancesHaveTheirOwn() {
                assertThat(Set.of(ofClass, ofInstance, Extending.this.ofInstance))
                        .hasSize(3)
                        .allMatch(Stranger::isKeptOut);
            }
        }

        @Nested
        @Order(2)
        class Afterwards {
            @Test
            void theStaticFieldIsStillReserved() {
                assertThat(ofClass).matches(Stranger::isKeptOut);
            }
        }
    }

    @Test
    void aClassAndOneNestedInItThatExtendTheSame() {
        Fixture.of(Extending.class).succeed(4);
        assertThat(SEEN).hasSize(4);
        assertThat(Base.ofClass).isNotZero().matches(port -> !Stranger.isKeptOut(port));
    }
}
