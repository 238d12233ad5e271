package dev.berth.cli;

import dev.berth.api.Code;

/** How a command ends, in the numbers that shells and units see. */
enum Exit {
    /** Done. */
    DONE(0),
    /** The answer was no, and nothing was changed; of {@code doctor}: something is missing. */
    REFUSED(1),
    /** The words made no sense. */
    USAGE(2),
    /** berthd, which was asked, does not answer. */
    UNREACHABLE(3),
    /** The answer was no for lack of privilege. */
    NOT_PERMITTED(4),
    /** Berth itself failed: {@code EX_SOFTWARE} of {@code sysexits.h}. */
    INTERNAL(70),
    /** The command that was to have the ports cannot be executed; as shells and {@code env(1)} end then. */
    NOT_EXECUTABLE(126),
    /** There is no such command. */
    NO_COMMAND(127);

    private final int number;

    Exit(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** How a command ends that is answered with this code. */
    static Exit of(Code code) {
        return switch (code) {
            case NO_ERROR -> DONE;
            case WSAENETDOWN -> UNREACHABLE;
            case ERROR_ACCESS_DENIED, WSAEACCES -> NOT_PERMITTED;
            default -> REFUSED;
        };
    }
}
