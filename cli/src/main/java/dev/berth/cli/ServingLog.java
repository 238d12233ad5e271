package dev.berth.cli;

import dev.berth.daemon.Log;

/**
 * What berthd says while it serves, on standard error, where a journal takes it.
 *
 * @param printer where it goes
 */
record ServingLog(Printer printer) implements Log {
    @Override
    public void say(String sentence) {
        if (!printer.isQuiet()) {
            printer.complain(sentence);
        }
    }

    @Override
    public void broken(String when, Throwable failure) {
        printer.complain("internal error " + when + ": " + failure);
        printer.trace(failure);
    }
}
