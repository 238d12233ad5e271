package dev.berth.cli;

import dev.berth.api.Ports;
import dev.berth.kernel.Checkup;

/**
 * What a command works with.
 *
 * @param words the command line
 * @param places where state lives
 * @param machine what is acted on
 */
record Call(Words words, Places places, Machine machine) {
    Ports ports() {
        return machine.ports(places);
    }

    Checkup checkup() {
        return machine.checkup(places);
    }
}
