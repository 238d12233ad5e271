package dev.berth.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AcquiredBlockTest {
    private static final Token TOKEN = new Token(7);

    private final Deque<Outcome<?>> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final Ports ports = (Ports) Proxy.newProxyInstance(
            Ports.class.getClassLoader(), new Class<?>[] {Ports.class}, (self, method, arguments) -> {
                asked.add(method.getName() + " " + arguments[0]);
                return answers.removeFirst();
            });
    private final AcquiredBlock block = new AcquiredBlock(TOKEN, Protocol.TCP, PortBlock.of(9000, 4), ports);

    @Test
    void itsPortsAreCountedFromZero() {
        assertThat(block).hasToString("tcp 9000-9003");
        assertThat(block.port(0)).isEqualTo(9000);
        assertThat(block.port(3)).isEqualTo(9003);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> block.port(4));
    }

    @Test
    void closingReleasesItOnce() {
        answers.add(Outcome.granted(TOKEN));
        block.close();
        block.close();
        assertThat(asked).containsExactly("release " + TOKEN);
    }

    @Test
    void whatHasEndedBeforeIsClosedAllTheSame() {
        answers.add(Outcome.refused(Code.WSAEINVAL, "no runtime reservation has this token"));
        block.close();
        block.close();
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatCouldNotBeReleasedIsThrownAndCanBeClosedAgain() {
        answers.add(Outcome.refused(Code.WSAEINPROGRESS, "release 7: another change is under way"));
        answers.add(Outcome.granted(TOKEN));
        assertThatIllegalStateException()
                .isThrownBy(block::close)
                .withMessageContaining("WSAEINPROGRESS")
                .withMessageContaining("another change is under way");
        block.close();
        block.close();
        assertThat(asked).hasSize(2);
    }

    @Test
    void whereNobodyAnswersItCanBeClosedAgain() {
        List<Integer> asked = new ArrayList<>();
        RuntimePorts broken = (RuntimePorts) Proxy.newProxyInstance(
                Ports.class.getClassLoader(), new Class<?>[] {RuntimePorts.class}, (self, method, arguments) -> {
                    asked.add(asked.size());
                    throw new IllegalStateException("already closed");
                });
        AcquiredBlock lost = new AcquiredBlock(TOKEN, Protocol.TCP, PortBlock.of(9000, 4), broken);
        assertThatIllegalStateException().isThrownBy(lost::close);
        assertThatIllegalStateException().isThrownBy(lost::close);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aRequestIsBuiltStepByStepAndIsNotChangedAfterwards() {
        AcquireRequest any = AcquireRequest.of(Protocol.UDP, 2);
        AcquireRequest all = any.startingAt(9000)
                .consumer(Consumer.user("bob"))
                .consumer(Consumer.cgroup("/web"))
                .denyWith(Deny.EADDRINUSE);
        assertThat(any).isEqualTo(new AcquireRequest(Protocol.UDP, 2, OptionalInt.empty(), List.of(), Deny.EACCES));
        assertThat(all)
                .isEqualTo(new AcquireRequest(
                        Protocol.UDP,
                        2,
                        OptionalInt.of(9000),
                        List.of(Consumer.user("bob"), Consumer.cgroup("/web")),
                        Deny.EADDRINUSE));
    }
}
