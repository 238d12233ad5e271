package dev.berth.cli;

import dev.berth.api.Code;

/** How a command ends, in the numbers that shells and units see. */
enum Exit {
    /** Done. */
    DONE(0, "Done."),
    /** The answer was no; of {@code doctor}: something is missing; of {@code close}: not all was closed. */
    REFUSED(1, "Refused."),
    /** The words made no sense. */
    USAGE(2, "The words make no sense."),
    /** berthd, which was asked, does not answer. */
    UNREACHABLE(3, "berthd, which was asked, does not answer."),
    /** The answer was no for lack of privilege. */
    NOT_PERMITTED(4, "Not permitted."),
    /** Berth itself failed: {@code EX_SOFTWARE} of {@code sysexits.h}. */
    INTERNAL(70, "Berth itself failed."),
    /** The command that was to have the ports cannot be executed; as shells and {@code env(1)} end then. */
    NOT_EXECUTABLE(126, "Of acquire: the command cannot be executed."),
    /** There is no such command. */
    NO_COMMAND(127, "Of acquire: there is no such command.");

    private final int number;
    private final String meaning;

    Exit(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    /** What it means, as the help has it. */
    String meaning() {
        return meaning;
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
