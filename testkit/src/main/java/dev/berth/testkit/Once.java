package dev.berth.testkit;

import java.io.IOException;
import java.util.Optional;

/** Something that is found out when it is first needed. */
final class Once<T> {
    private final Work<T, IOException> work;
    private Optional<T> known = Optional.empty();

    Once(Work<T, IOException> work) {
        this.work = work;
    }

    synchronized T get() throws IOException {
        if (known.isEmpty()) {
            known = Optional.of(work.run());
        }
        return known.get();
    }
}
