package dev.berth.engine;

import dev.berth.engine.store.StoreDirectory;
import dev.berth.kernel.Kernel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * That of the calling process: it has the capabilities of an administrator, and may write to the store.
 *
 * @param kernel where the capabilities are
 * @param store the store
 */
record OwnPrivilege(Kernel kernel, StoreDirectory store) implements Privilege {
    @Override
    public Optional<String> lack() throws IOException {
        List<String> missing = kernel.missingCapabilities();
        if (!missing.isEmpty()) {
            return Optional.of("only for administrators: this process lacks " + String.join(", ", missing)
                    + "; run it as root, for instance with sudo, or start berthd, which lets in whom its policy names");
        }
        return store.isWritable()
                ? Optional.empty()
                : Optional.of("the store " + store
                        + " is not writable; run as root, on a file system that is not mounted read-only");
    }
}
