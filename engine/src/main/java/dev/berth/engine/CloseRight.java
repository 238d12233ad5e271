package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.kernel.Kernel;
import java.io.IOException;
import java.util.Optional;

/** Whether the caller may close what is not its own. */
final class CloseRight {
    private static final String CAPABILITY = "CAP_NET_ADMIN";

    private CloseRight() {}

    /** The refusal of a request, unless the caller has the capability. */
    static <T> Optional<Outcome<T>> refusal(Kernel kernel, String wanted) throws IOException {
        return kernel.missingCapabilities().contains(CAPABILITY)
                ? Optional.of(Outcome.refused(
                        Code.ERROR_ACCESS_DENIED,
                        wanted + ": this process lacks " + CAPABILITY + "; run it as root, for instance with sudo"))
                : Optional.empty();
    }
}
