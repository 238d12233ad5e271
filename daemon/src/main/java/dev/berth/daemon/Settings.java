package dev.berth.daemon;

import dev.berth.api.PortBlock;
import dev.berth.kernel.Kernel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a berthd is started with.
 *
 * @param kernel the kernel
 * @param store the store's directory
 * @param range where runtime reservations of anybody's choice come from; as the policy has it when empty
 * @param socket where to listen, unless systemd hands over a socket
 * @param policy the policy's file; where empty, {@link #USUAL_POLICY} if it is there, else the usual policy
 * @param portservers where to speak the portserver protocol: paths, or abstract names with {@code @} before them
 * @param environment what systemd says
 * @param version of Berth
 */
public record Settings(
        Kernel kernel,
        Path store,
        Optional<PortBlock> range,
        Path socket,
        Optional<Path> policy,
        List<String> portservers,
        Map<String, String> environment,
        String version) {
    /** Where the policy lies unless told otherwise. */
    public static final Path USUAL_POLICY = Path.of("/etc/berth/policy.json");

    /** Settings whose collections are their own. */
    public Settings {
        portservers = List.copyOf(portservers);
        environment = Map.copyOf(environment);
    }
}
