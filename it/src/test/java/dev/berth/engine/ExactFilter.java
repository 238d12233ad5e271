package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.kernel.InterfaceIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The engine's exact filter, for tests that hold the kernel's to it. */
public final class ExactFilter {
    /** Whether an entry meets a filter of words that the kernel knows. */
    public static Predicate<Entry> of(EntryFilter filter) {
        return FilterPredicate.of(filter, new FilterContext() {
            @Override
            public OptionalLong uid(String user) {
                throw new AssertionError(user);
            }

            @Override
            public OptionalInt interfaceIndex(String name) {
                try {
                    return InterfaceIndex.of(name);
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            }

            @Override
            public Optional<Predicate<Entry>> reservation(String reservation) {
                throw new AssertionError(reservation);
            }
        });
    }

    private ExactFilter() {}
}
