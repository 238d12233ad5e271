package dev.berth.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Elements of one scope and kind that give the same name share one reservation. */
class NamesKernelTest {
    private static final Set<Integer> SEEN = new CopyOnWriteArraySet<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    static class Sharing {
        @ReservedPort(name = "web")
        int field;

        @RepeatedTest(2)
        void test(
                @ReservedPort(name = "web") AcquiredBlock same,
                @ReservedPort(name = "other") int other,
                @ReservedPort(name = "web", scope = Scope.CLASS) int ofClass,
                @ReservedPort(name = "web", scope = Scope.RUN) int ofRun,
                @ClosedPort(name = "web") int closed,
                @ReservedPorts(count = 1, name = "web") PortBlock block) {
            assertThat(same.port(0)).isEqualTo(field);
            assertThat(Set.of(field, other, ofClass, ofRun, closed, block.start()))
                    .hasSize(6);
            SEEN.add(ofClass);
            SEEN.add(ofRun);
        }
    }

    @Test
    void withinATest() {
        Fixture.of(Sharing.class).succeed(2);
        assertThat(SEEN).as("of the class and of the run").hasSize(2);
    }

    static class OfClass {
        @ReservedPort(name = "web")
        static int field;

        @BeforeAll
        static void first(@ReservedPort(name = "web") int port) {
            assertThat(port).isEqualTo(field);
        }

        @Test
        void test(@ReservedPort(name = "web", scope = Scope.CLASS) int port) {
            assertThat(port).isEqualTo(field);
        }

        @Nested
        class Inner {
            @ReservedPort(name = "web", scope = Scope.CLASS)
            int ofInner;

            @Test
            void test(@ReservedPort(name = "inner", scope = Scope.CLASS) int own) {
                assertThat(ofInner).isEqualTo(field).isNotEqualTo(own);
                SEEN.add(own);
            }

            @Nested
            class Innermost {
                @Test
                void test(@ReservedPort(name = "inner", scope = Scope.CLASS) int sameAsAround) {
                    assertThat(SEEN).containsExactly(sameAsAround);
                }
            }
        }

        @AfterAll
        static void last(@ReservedPort(name = "web") int port) {
            assertThat(port).isEqualTo(field);
            assertThat(SEEN).hasSize(1).noneMatch(Stranger::isKeptOut);
        }
    }

    @Test
    void withinAClassAndThoseNestedInIt() {
        Fixture.of(OfClass.class).succeed(3);
    }

    static class OneOfRun {
        @ReservedPorts(count = 2, name = "cluster", scope = Scope.RUN)
        static PortBlock field = PortBlock.of(0);

        @Test
        void test() {
            SEEN.add(field.start());
        }
    }

    static class AnotherOfRun {
        @Test
        void test(@ReservedPorts(count = 2, name = "cluster", scope = Scope.RUN) int[] ports) {
            SEEN.add(ports[0]);
            assertThat(Stranger.isKeptOut(ports[1])).isTrue();
        }
    }

    @Test
    void withinTheRun() {
        Fixture.of(OneOfRun.class, AnotherOfRun.class).succeed(2);
        assertThat(SEEN).hasSize(1).noneMatch(Stranger::isKeptOut);
    }

    static class Disagreeing {
        @ReservedPort(name = "dns", protocol = Protocol.UDP)
        int field;

        @Test
        void test(@ReservedPort(name = "dns", protocol = Protocol.TCP_UDP) int parameter) {}
    }

    @Test
    void whoSharesANameAsksForTheSame() {
        assertThat(Fixture.of(Disagreeing.class).failure())
                .endsWith("@ReservedPort on parameter parameter of " + Disagreeing.class.getName() + ".test(int): "
                        + "the name 'dns' stands for 1 udp port already, asked for by field "
                        + Disagreeing.class.getName()
                        + ".field, and this asks for 1 tcp+udp port; ask for the same, or choose another name");
    }
}
