package dev.berth.api;

import java.util.List;

/** Who has a socket open, as far as that was asked for and the caller may know. */
public sealed interface Owners {
    /** Nobody asked. */
    record NotAsked() implements Owners {}

    /**
     * No process has it: a connection that was not accepted yet, that was closed already, or that a kernel service
     * made.
     */
    record Nobody() implements Owners {}

    /** It belongs to a process that the caller may not look into. */
    record Unknown() implements Owners {}

    /**
     * These processes have it.
     *
     * @param processes at least one, by pid
     */
    record Known(List<OwnerProcess> processes) implements Owners {
        /** Owners whose list is their own. */
        public Known {
            processes = List.copyOf(processes);
            if (processes.isEmpty()) {
                throw new IllegalArgumentException("known owners, and none");
            }
        }
    }

    /** {@link NotAsked}. */
    Owners NOT_ASKED = new NotAsked();
    /** {@link Nobody}. */
    Owners NOBODY = new Nobody();
    /** {@link Unknown}. */
    Owners UNKNOWN = new Unknown();
}
