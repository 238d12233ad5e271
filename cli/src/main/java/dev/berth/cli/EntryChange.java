package dev.berth.cli;

import dev.berth.api.Entry;
import dev.berth.api.EntryState;

/**
 * What has become of an entry between two looks.
 *
 * @param kind what
 * @param entry the entry as it is, or as it was last seen
 * @param before the state that it was in before
 */
record EntryChange(Kind kind, Entry entry, EntryState before) {
    /** What may become of an entry. */
    enum Kind {
        OPENED("opened", '+'),
        CLOSED("closed", '-'),
        STATE("state", '~');

        private final String label;
        private final char sign;

        Kind(String label, char sign) {
            this.label = label;
            this.sign = sign;
        }

        /** For programs. */
        String label() {
            return label;
        }

        /** For people. */
        char sign() {
            return sign;
        }
    }
}
