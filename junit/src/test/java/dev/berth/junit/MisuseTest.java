package dev.berth.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.PortBlock;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes no sense fails with a sentence that names the element, the rule and the fix. */
@SuppressWarnings("NullAway") // nothing is given to these fields
class MisuseTest {
    static class Text {
        @Test
        void test(@ReservedPort String port) {}
    }

    static class Block {
        @ReservedPort
        PortBlock field;

        @Test
        void test() {}
    }

    static class OneNumber {
        @Test
        void test(@ReservedPorts(count = 2) int ports) {}
    }

    static class ClosedBlock {
        @Test
        void test(@ClosedPort PortBlock block) {}
    }

    static class Two {
        @Test
        void test(@ReservedPort @ClosedPort int port) {}
    }

    static class Zero {
        @ReservedPorts(count = 0)
        static PortBlock field;

        @Test
        void test() {}
    }

    static class TooMany {
        @Test
        void test(@ReservedPorts(count = 65_536) int[] ports) {}
    }

    static class Backwards {
        @Test
        void test(@ReservedPort(from = 9_000, to = 8_000) int port) {}
    }

    static class OnlyLow {
        @Test
        void test(@ReservedPort(to = 80) int port) {}
    }

    static class Outside {
        @Test
        void test(@ReservedPort(from = 8_000, to = 70_000) int port) {}
    }

    static class Negative {
        @Test
        void test(@ReservedPort(from = -1) int port) {}
    }

    static class Narrow {
        @Test
        void test(@ReservedPorts(count = 4, from = 8_000, to = 8_002) PortBlock block) {}
    }

    static class Final {
        @ReservedPort
        final int field = Integer.parseInt("1");

        @Test
        void test() {}
    }

    static class StaticFinal {
        @ReservedPort
        static final int field = Integer.parseInt("1");

        @Test
        void test() {}
    }

    interface Constants {
        @ReservedPort
        int CONSTANT = Integer.parseInt("1");
    }

    static class Constant implements Constants {
        @Test
        void test() {}
    }

    static class TestOfStatic {
        @ReservedPort(scope = Scope.TEST)
        static int field;

        @Test
        void test() {}
    }

    static class TestBeforeAll {
        @BeforeAll
        static void first(@ClosedPort(scope = Scope.TEST) int port) {}

        @Test
        void test() {}
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class TestOfInstance {
        TestOfInstance(@ReservedPort(scope = Scope.TEST) int port) {}

        @Test
        void test() {}
    }

    static Stream<Arguments> sentences() {
        return Stream.of(
                misuse(
                        Text.class,
                        "@ReservedPort on parameter port of %s.test(String)",
                        "what it gives is an int, an Integer or an AcquiredBlock, and this is of type String; change the type"),
                misuse(
                        Block.class,
                        "@ReservedPort on field %s.field",
                        "what it gives is an int, an Integer or an AcquiredBlock, and this is of type PortBlock; change the type"),
                misuse(
                        OneNumber.class,
                        "@ReservedPorts on parameter ports of %s.test(int)",
                        "what it gives is a PortBlock, an int[] or an AcquiredBlock, and this is of type int; change the type"),
                misuse(
                        ClosedBlock.class,
                        "@ClosedPort on parameter block of %s.test(PortBlock)",
                        "what it gives is an int or an Integer, and this is of type PortBlock; change the type"),
                misuse(
                        Two.class,
                        "@ReservedPort on parameter port of %s.test(int)",
                        "@ClosedPort is there, too, and an element has one reservation; take one of the two away"),
                misuse(
                        Zero.class,
                        "@ReservedPorts on static field %s.field",
                        "count is 0, and a block has 1 to 65535 ports; say how many it is to have"),
                misuse(
                        TooMany.class,
                        "@ReservedPorts on parameter ports of %s.test(int[])",
                        "count is 65536, and a block has 1 to 65535 ports; say how many it is to have"),
                misuse(
                        Backwards.class,
                        "@ReservedPort on parameter port of %s.test(int)",
                        "the range 9000 to 8000 ends before it starts; exchange the two"),
                misuse(
                        OnlyLow.class,
                        "@ReservedPort on parameter port of %s.test(int)",
                        "the range 1024 to 80 ends before it starts; without from it starts at 1024, so say from, too"),
                misuse(
                        Outside.class,
                        "@ReservedPort on parameter port of %s.test(int)",
                        "the range 8000 to 70000 leaves the ports, which are 1 to 65535; stay inside, or leave it out for any port"),
                misuse(
                        Negative.class,
                        "@ReservedPort on parameter port of %s.test(int)",
                        "the range -1 to 65535 leaves the ports, which are 1 to 65535; stay inside, or leave it out for any port"),
                misuse(
                        Narrow.class,
                        "@ReservedPorts on parameter block of %s.test(PortBlock)",
                        "the range 8000 to 8002 has fewer ports than the count of 4; widen it, or ask for fewer"),
                misuse(
                        Final.class,
                        "@ReservedPort on field %s.field",
                        "a final field cannot be given a value; let it not be final, or have it a parameter"),
                misuse(
                        StaticFinal.class,
                        "@ReservedPort on static field %s.field",
                        "a final field cannot be given a value; let it not be final, or have it a parameter"),
                Arguments.of(
                        Named.of("Constant", Constant.class),
                        "@ReservedPort on static field " + Constants.class.getName()
                                + ".CONSTANT: a final field cannot be given a value; let it not be final, or have it a parameter"),
                misuse(
                        TestOfStatic.class,
                        "@ReservedPort on static field %s.field",
                        "a static field belongs to no test, so its scope cannot be TEST; leave the scope out, or let the field not be static"),
                misuse(
                        TestBeforeAll.class,
                        "@ClosedPort on parameter port of %s.first(int)",
                        "it has its value before the test and for more than one, so its scope cannot be TEST; leave the scope out, or ask in the test"),
                misuse(
                        TestOfInstance.class,
                        "@ReservedPort on parameter port of %s(int)",
                        "it has its value before the test and for more than one, so its scope cannot be TEST; leave the scope out, or ask in the test"));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void isToldInASentence(Class<?> misusing, String sentence) {
        assertThat(Fixture.of(misusing).failure()).endsWith(sentence);
    }

    @Test
    void aFieldOfAModuleThatIsNotOpen() throws NoSuchFieldException {
        Demand demand = Demand.of(TestOfStatic.class.getDeclaredField("field")).orElseThrow();
        Demand sound = new Demand(demand.element(), demand.wish(), Optional.empty());
        FieldDemand closed = new FieldDemand(Thread.class.getDeclaredField("name"), sound);
        assertThatThrownBy(closed::check)
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageStartingWith(sound + ": module java.base does not open java.lang to unnamed module @")
                .hasMessageEndingWith("; open it, or have a parameter");
    }

    private static Arguments misuse(Class<?> type, String element, String sentence) {
        return Arguments.of(
                Named.of(type.getSimpleName(), type), String.format(element, type.getName()) + ": " + sentence);
    }
}
