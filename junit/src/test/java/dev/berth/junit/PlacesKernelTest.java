package dev.berth.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a port can be asked for, a server binds it, and each element has another one. */
class PlacesKernelTest {
    static void serve(Integer... ports) throws IOException {
        assertThat(new TreeSet<>(List.of(ports))).hasSameSizeAs(ports);
        for (int port : ports) {
            assertThat(Stranger.isKeptOut(port)).as("reserved").isTrue();
            try (ServerSocket server = new ServerSocket(port)) {
                assertThat(server.getLocalPort()).isEqualTo(port);
            }
        }
    }

    static class EveryParameter {
        private final int ofConstructor;
        private int beforeEach;

        EveryParameter(@ReservedPort int port) {
            ofConstructor = port;
        }

        @BeforeAll
        static void first(@ReservedPort int port) throws IOException {
            serve(port);
        }

        @BeforeEach
        void before(@ReservedPort int port) throws IOException {
            beforeEach = port;
            serve(ofConstructor, port);
        }

        @Test
        void test(@ReservedPort int port, @ReservedPort Integer another) throws IOException {
            serve(ofConstructor, beforeEach, port, another);
        }

        @RepeatedTest(2)
        void repeated(@ReservedPort int port) throws IOException {
            serve(ofConstructor, beforeEach, port);
        }

        @ParameterizedTest
        @ValueSource(strings = {"one", "two"})
        void parameterized(String word, @ReservedPort int port) throws IOException {
            assertThat(word).isIn("one", "two");
            serve(ofConstructor, beforeEach, port);
        }

        @TestFactory
        List<DynamicTest> factory(@ReservedPort int port) {
            return List.of(DynamicTest.dynamicTest("dynamic", () -> serve(ofConstructor, beforeEach, port)));
        }

        @AfterEach
        void after(@ReservedPort int port) throws IOException {
            serve(ofConstructor, beforeEach, port);
        }

        @AfterAll
        static void last(@ReservedPort int port) throws IOException {
            serve(port);
        }
    }

    @Test
    void parametersOfEveryKindOfMethod() {
        Fixture.of(EveryParameter.class).succeed(6);
    }

    abstract static class Base {
        @ReservedPort
        private static int inheritedStatic;

        @ReservedPort
        private int inherited;

        Set<Integer> ofBase() {
            return Set.of(inheritedStatic, inherited);
        }
    }

    @SuppressWarnings("NullAway") // what is not initialized here is what the test is about
    static class EveryField extends Base {
        @ReservedPort
        static Integer ofClass;

        @ReservedPort
        int ofInstance;

        @ReservedPort(scope = Scope.TEST)
        int ofTest;

        @BeforeAll
        static void first() throws IOException {
            serve(ofClass);
        }

        @BeforeEach
        void before() throws IOException {
            serve(ofClass, ofInstance, ofTest);
        }

        @Test
        void test() throws IOException {
            Set<Integer> all = new TreeSet<>(ofBase());
            all.addAll(Set.of(ofClass, ofInstance, ofTest));
            assertThat(all).hasSize(5);
            serve(all.toArray(Integer[]::new));
        }
    }

    @Test
    void fieldsOfEveryKind() {
        Fixture.of(EveryField.class).succeed(1);
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        private final int ofConstructor;

        @ReservedPort
        int ofInstance;

        @ReservedPort(scope = Scope.TEST)
        int ofTest;

        private int before;
        private int lasting;

        OneInstance(@ReservedPort int port) {
            ofConstructor = port;
        }

        @BeforeAll
        void first(@ReservedPort int port) throws IOException {
            assertThat(ofTest).isZero();
            serve(ofConstructor, ofInstance, port);
        }

        @RepeatedTest(2)
        void test() throws IOException {
            serve(ofConstructor, ofInstance, ofTest);
            if (before != 0) {
                assertThat(ofInstance).isEqualTo(lasting);
                assertThat(before).matches(port -> port == ofTest || !Stranger.isKeptOut(port));
            }
            before = ofTest;
            lasting = ofInstance;
        }
    }

    @Test
    void oneInstanceForAllTests() {
        Fixture.of(OneInstance.class).succeed(2);
    }

    record InRecord(@ReservedPort int port) {
        @Test
        void test() throws IOException {
            serve(port);
        }
    }

    @Test
    void theComponentOfARecord() {
        Fixture.of(InRecord.class).succeed(1);
    }

    @Retention(RetentionPolicy.RUNTIME)
    @ReservedPort(from = 12_000, to = 12_999)
    @interface WebPort {}

    static class Composed {
        @WebPort
        int field;

        @Test
        void test(@WebPort int parameter) throws IOException {
            assertThat(List.of(field, parameter)).allMatch(port -> port >= 12_000 && port <= 12_999);
            serve(field, parameter);
        }
    }

    @Test
    void anAnnotationOfOnesOwn() {
        Fixture.of(Composed.class).succeed(1);
    }
}
