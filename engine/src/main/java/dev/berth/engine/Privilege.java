package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whether the caller is an administrator: has the capabilities, and may write to the store. */
final class Privilege {
    private final Workplace workplace;

    Privilege(Workplace workplace) {
        this.workplace = workplace;
    }

    /** The refusal of a request, unless the caller is an administrator; what is missing is named. */
    <T> Optional<Outcome<T>> refusal(String wanted) throws IOException {
        return lack().map(clause -> Outcome.refused(Code.ERROR_ACCESS_DENIED, wanted + ": " + clause));
    }

    private Optional<String> lack() throws IOException {
        List<String> missing = workplace.kernel().caller().missing();
        if (!missing.isEmpty()) {
            return Optional.of("only for administrators: this process lacks " + String.join(", ", missing)
                    + "; run it as root, for instance with sudo");
        }
        if (!workplace.store().isWritable()) {
            return Optional.of("the store " + workplace.store()
                    + " is not writable; run as root, on a file system that is not mounted read-only");
        }
        return Optional.empty();
    }
}
