package dev.berth.cli;

import dev.berth.api.Entries;
import dev.berth.api.Ports;
import dev.berth.client.ClientPorts;
import dev.berth.kernel.Checkup;

/**
 * What a command works with.
 *
 * @param words the command line
 * @param places where state lives
 * @param machine what is acted on
 * @param printer for what is shown while it is found; all else is answered
 */
record Call(Words words, Places places, Machine machine, Printer printer) {
    Ports ports() {
        return machine.ports(places);
    }

    /** What only berthd tells, to be closed by the caller. */
    ClientPorts berthd() {
        return machine.berthd(places);
    }

    /** The entries; the ports stay to be closed. */
    Entries entries(Ports ports) {
        return machine.entries(places, ports);
    }

    Checkup checkup() {
        return machine.checkup(places);
    }
}
