package dev.berth.daemon;

import dev.berth.kernel.unix.UnixStream;

/** Somebody who has come in by a door, until they leave. Belongs to the loop's thread. */
interface Guest {
    /** Begins to listen to them. */
    void open();

    /** Has something done when they leave, for whatever reason. */
    void onClose(Runnable work);

    /** Shows them out. Idempotent. */
    void close();

    /** Who receives those that come in by a door. */
    @FunctionalInterface
    interface Host {
        /**
         * Receives one.
         *
         * @param visitor who it is
         * @param allowance what their user may make berthd keep
         */
        Guest receive(UnixStream stream, Reception.Visitor visitor, Allowance allowance);
    }
}
