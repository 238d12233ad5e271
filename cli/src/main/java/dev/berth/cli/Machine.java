package dev.berth.cli;

import dev.berth.api.Ports;
import dev.berth.kernel.Checkup;

/** What commands act on, opened only by those that need it. */
interface Machine {
    /** The ports, to be closed by the caller. */
    Ports ports(Places places);

    /** What this machine can do. */
    Checkup checkup(Places places);
}
