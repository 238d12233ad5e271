package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;

/** The refusals of changes in the codes of Winsock, which runtime reservations are asked for through. */
final class RuntimeRefusal {
    private RuntimeRefusal() {}

    /** The same outcome; a refusal with another code where Winsock has its own. */
    static <T> Outcome<T> of(Outcome<T> outcome) {
        return outcome instanceof Outcome.Refused<T>(Code code, String message)
                ? Outcome.refused(code(code), message)
                : outcome;
    }

    private static Code code(Code code) {
        return switch (code) {
            case ERROR_ACCESS_DENIED -> Code.WSAEACCES;
            case ERROR_INVALID_PARAMETER -> Code.WSAEINVAL;
            case ERROR_SHARING_VIOLATION -> Code.WSAEINPROGRESS;
            default -> code;
        };
    }
}
