package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Many descriptors are waited for at once. */
class EpollKernelTest {
    private static final int EPOLLHUP = 0x10;
    private static final int AT_ONCE = 0;
    private static final int LONG_ENOUGH = 60_000;

    @Test
    void whatIsReadyIsHandedOutByItsNumber() throws SyscallException {
        try (Epoll epoll = new Epoll();
                EventFd one = new EventFd();
                EventFd other = new EventFd()) {
            epoll.add(one.fd(), Long.MAX_VALUE, Epoll.EPOLLIN);
            epoll.add(other.fd(), -2, Epoll.EPOLLIN | Epoll.EPOLLOUT);
            assertThat(ready(epoll, AT_ONCE)).isEqualTo(Map.of(-2L, Epoll.EPOLLOUT));
            one.raise();
            other.raise();
            Map<Long, Integer> both = Map.of(Long.MAX_VALUE, Epoll.EPOLLIN, -2L, Epoll.EPOLLIN | Epoll.EPOLLOUT);
            assertThat(ready(epoll, AT_ONCE)).isEqualTo(both);
            assertThat(ready(epoll, AT_ONCE)).as("level-triggered").isEqualTo(both);
            one.lower();
            assertThat(ready(epoll, AT_ONCE)).doesNotContainKey(Long.MAX_VALUE);
        }
    }

    @Test
    void whatIsWatchedForCanChangeAndEnd() throws SyscallException {
        try (Epoll epoll = new Epoll();
                EventFd event = new EventFd()) {
            event.raise();
            epoll.add(event.fd(), 1, Epoll.EPOLLIN);
            epoll.change(event.fd(), 2, Epoll.EPOLLOUT);
            assertThat(ready(epoll, AT_ONCE)).isEqualTo(Map.of(2L, Epoll.EPOLLOUT));
            epoll.change(event.fd(), 2, 0);
            assertThat(ready(epoll, AT_ONCE)).isEmpty();
            epoll.change(event.fd(), 2, Epoll.EPOLLIN);
            epoll.remove(event.fd());
            assertThat(ready(epoll, AT_ONCE)).isEmpty();
        }
    }

    @Test
    void whatIsClosedIsWatchedNoMore() throws SyscallException {
        try (Epoll epoll = new Epoll()) {
            try (EventFd event = new EventFd()) {
                event.raise();
                epoll.add(event.fd(), 1, Epoll.EPOLLIN);
            }
            assertThat(ready(epoll, AT_ONCE)).isEmpty();
        }
    }

    @Test
    void itMayBeClosedTwice() throws SyscallException {
        Epoll epoll = new Epoll();
        epoll.close();
        assertThatNoException().isThrownBy(epoll::close);
    }

    @Test
    void moreThanAreHandedOutAtOnceComeOneAfterTheOther() throws SyscallException {
        List<EventFd> events = new ArrayList<>();
        try (Epoll epoll = new Epoll()) {
            for (int i = 0; i < 300; i++) {
                events.add(new EventFd());
                events.getLast().raise();
                epoll.add(events.getLast().fd(), i, Epoll.EPOLLIN);
            }
            Map<Long, Integer> seen = new TreeMap<>();
            for (int i = 0; i < 300; i++) { // the kernel begins each time where it stopped
                seen.putAll(ready(epoll, AT_ONCE));
            }
            assertThat(seen).hasSize(300);
        } finally {
            events.forEach(EventFd::close);
        }
    }

    @Test
    void anotherThreadWakesWhoWaits() throws Exception {
        try (Epoll epoll = new Epoll();
                EventFd event = new EventFd()) {
            epoll.add(event.fd(), 7, Epoll.EPOLLIN);
            Thread waker = Thread.ofPlatform().start(event::raise);
            assertThat(ready(epoll, LONG_ENOUGH)).isEqualTo(Map.of(7L, Epoll.EPOLLIN));
            waker.join();
        }
    }

    @Test
    void whoIsConnectedMeanwhileIsSeen() throws SyscallException {
        try (Epoll epoll = new Epoll();
                Connected pair = new Connected()) {
            epoll.add(pair.stream.fd(), 1, Epoll.EPOLLIN);
            assertThat(ready(epoll, AT_ONCE)).isEmpty();
            pair.client.send(Connected.bytes("hello"));
            assertThat(ready(epoll, LONG_ENOUGH)).isEqualTo(Map.of(1L, Epoll.EPOLLIN));
            pair.received();
            pair.client.close();
            assertThat(ready(epoll, LONG_ENOUGH).getOrDefault(1L, 0) & (Epoll.EPOLLIN | EPOLLHUP))
                    .isEqualTo(Epoll.EPOLLIN | EPOLLHUP);
        }
    }

    @Test
    void theEndOfAProcessIsSeen() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("cat").start();
        try (Epoll epoll = new Epoll();
                Pidfd pidfd = Pidfd.open((int) process.pid())) {
            epoll.add(pidfd.fd(), 3, Epoll.EPOLLIN);
            assertThat(ready(epoll, AT_ONCE)).isEmpty();
            process.getOutputStream().close();
            assertThat(ready(epoll, LONG_ENOUGH)).containsKey(3L);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void eachArchitectureHasItsOwnLayout() {
        assertThat(Epoll.layout("amd64").byteSize()).isEqualTo(12); // __attribute__((packed))
        assertThat(Epoll.layout("aarch64").byteSize()).isEqualTo(16);
        assertThat(Epoll.layout("riscv64").byteSize()).isEqualTo(16);
    }

    private static Map<Long, Integer> ready(Epoll epoll, int millis) throws SyscallException {
        Map<Long, Integer> ready = new TreeMap<>();
        epoll.await(
                millis,
                (number, events) -> assertThat(ready.put(number, events)).isNull());
        return ready;
    }
}
