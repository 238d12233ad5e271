package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import java.io.IOException;
import java.util.Optional;

/** Whether persistent reservations and exclusions may be changed: the first question after the parameters. */
@FunctionalInterface
public interface Privilege {
    /** Why they may not, as a clause that names what is missing and the way out; empty if they may. */
    Optional<String> lack() throws IOException;

    /** The refusal of a request, unless it may be carried out. */
    default <T> Optional<Outcome<T>> refusal(String wanted) throws IOException {
        return lack().map(clause -> Outcome.refused(Code.ERROR_ACCESS_DENIED, wanted + ": " + clause));
    }
}
