package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.kernel.Accounts;
import dev.berth.testkit.Eventually;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name service that takes its time holds up nobody who must not wait. */
class KnownNamesTest {
    private final CountDownLatch answering = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger lookups = new AtomicInteger();
    private final KnownNames names = new KnownNames(new Slow());

    @AfterEach
    void close() {
        answering.countDown();
        names.close();
    }

    @Test
    void whoMustNotWaitIsToldLaterAndWhatIsNearAtOnce() throws IOException {
        names.spareThisThread();
        assertThat(names.userName(0)).contains("root");
        assertThatThrownBy(() -> names.userName(1000)).hasMessage("the name of user 1000 is being looked up");
        assertThatThrownBy(() -> names.userName(1000)).isInstanceOf(IOException.class);
        answering.countDown();
        Eventually.when("it is known", this::isKnown);
        assertThat(names.userName(1000)).contains("alice");
        assertThat(lookups).hasValue(1);
    }

    @Test
    void othersWait() throws IOException {
        answering.countDown();
        assertThat(names.userName(1000)).contains("alice");
    }

    @Test
    void whatFailedIsAskedAgain() {
        failures.set(1);
        answering.countDown();
        names.spareThisThread();
        Eventually.when("it is known", this::isKnown);
        assertThat(lookups).hasValue(2);
    }

    private boolean isKnown() {
        try {
            return names.userName(1000).isPresent();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Knows root by heart, and alice after a while. */
    private final class Slow implements Accounts {
        @Override
        public Optional<String> nearbyUserName(long uid) {
            return uid == 0 ? Optional.of("root") : Optional.empty();
        }

        @Override
        public Optional<String> userName(long uid) throws IOException {
            lookups.incrementAndGet();
            try {
                answering.await();
            } catch (InterruptedException impossible) {
                throw new IOException(impossible);
            }
            if (failures.getAndDecrement() > 0) {
                throw new IOException("the server is away");
            }
            return Optional.of("alice");
        }

        @Override
        public OptionalLong uid(String user) {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong gid(String group) {
            return OptionalLong.empty();
        }

        @Override
        public Optional<String> groupName(long gid) {
            return Optional.empty();
        }
    }
}
