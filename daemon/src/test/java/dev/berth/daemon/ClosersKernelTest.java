package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fcntl;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import dev.berth.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is slow to close holds up its own user, and that not for long. */
class ClosersKernelTest {
    private static final int PATIENCE_SECONDS = 20;

    private final Closers closers = new Closers(new SilentLog());
    private final Allowance alice = new Allowance();
    private final Allowance mallory = new Allowance();
    private final AtomicInteger closed = new AtomicInteger();

    private volatile boolean over;

    @AfterEach
    void close() {
        over = true;
        Eventually.when("all is closed", () -> {
            closers.hurry();
            return alice.isUnused() && mallory.isUnused();
        });
        closers.close();
    }

    @Test
    void nobodyWaitsForWhatOthersHavePassed() throws Exception {
        for (int i = 0; i < 3; i++) {
            closers.connections(mallory).execute(this::linger);
        }
        CountDownLatch done = new CountDownLatch(1);
        closers.connections(alice).execute(done::countDown);
        assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(closed).hasValue(0);
    }

    @Test
    void filesAreWaitedForByNobodyAndHoldUpNoSocket() throws Exception {
        mallory.files().add(() -> {}); // somebody closes this, and does not come to an end
        CountDownLatch done = new CountDownLatch(2);
        Fd file = Fcntl.open("/dev/zero", Fcntl.O_RDONLY, 0);
        closers.close(file, mallory, Runnable::run, done::countDown);
        assertThat(done.getCount()).isEqualTo(1);
        closers.close(socket(), mallory, Runnable::run, done::countDown);
        assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        mallory.files().attend();
    }

    @Test
    void theOwnerOfASocketHearsNothingBeforeItIsClosed() throws Exception {
        Fd socket = socket();
        Path descriptor = Path.of("/proc/self/fd/" + socket.number());
        Path target = Files.readSymbolicLink(descriptor);
        var seen = new ConcurrentLinkedQueue<Boolean>();
        closers.connections(alice).execute(this::linger); // so that it takes a while
        closers.close(
                socket,
                alice,
                Runnable::run,
                () -> seen.add(Files.exists(descriptor, LinkOption.NOFOLLOW_LINKS) && isLink(descriptor, target)));
        assertThat(seen).isEmpty();
        Eventually.when("it is told", () -> {
            closers.hurry();
            return !seen.isEmpty();
        });
        assertThat(seen).containsExactly(false);
    }

    @Test
    void whoComesAgainAndAgainHasNoMoreAndMoreToBeClosed() throws InterruptedException {
        int more = 200;
        for (int i = 0; i < Allowance.MOST_CLOSING + more; i++) {
            closers.connections(mallory).execute(this::linger);
            if (i >= Allowance.MOST_CLOSING) {
                Thread.sleep(1);
            }
        }
        assertThat(closed).hasValueGreaterThan(more / 2);
        assertThat(mallory.connect()).isFalse();
    }

    /** As the close of a socket that lingers: for ever, but for a signal. */
    private void linger() {
        try {
            if (!over) {
                Syscall.call(SyscallNumber.PPOLL, "nothing", 0, 0, 0, 0, 0);
            }
        } catch (SyscallException interrupted) {
            closed.incrementAndGet();
        }
    }

    private static Fd socket() throws SyscallException {
        return Sockets.socket(Sockets.AF_INET, Sockets.SOCK_STREAM, 0, "a socket");
    }

    private static boolean isLink(Path descriptor, Path target) {
        try {
            return Files.readSymbolicLink(descriptor).equals(target);
        } catch (IOException gone) {
            return false;
        }
    }
}
