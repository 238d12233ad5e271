package dev.berth.api;

import java.util.Locale;
import java.util.Optional;

/**
 * What became of an entry that was to be closed.
 *
 * @param entry the entry as it stood before
 * @param fate what became of it
 * @param remark what there is to know besides, as a sentence: why not, or that its port stays bound
 */
public record Closing(Entry entry, Fate fate, Optional<String> remark) {
    /** What became of an entry. */
    public enum Fate {
        /** Closed. */
        CLOSED,
        /** Somebody else had closed it already. */
        GONE,
        /** It is still there: the kernel cannot close it, or the caller's own connection was spared. */
        REFUSED,
        /** It matches, and nothing was done. */
        MATCHED;

        /** {@return the word for it in JSON: {@code closed}, {@code gone}, {@code refused} or {@code matched}} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
