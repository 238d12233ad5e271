package dev.berth.kernel;

import dev.berth.api.Protocol;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A socket that holds a port.
 *
 * @param protocol TCP or UDP, never both
 * @param address its local address
 * @param port its local port, host order
 * @param state its state as {@code ss(8)} spells it, such as {@code LISTEN}, {@code TIME-WAIT} or {@code UNCONN};
 *     {@code BOUND} for bound and nothing more
 * @param owner who has it open, if anybody has and the caller may see it
 */
public record Holder(Protocol protocol, InetAddress address, int port, String state, Optional<Owner> owner) {
    /**
     * A process as people know it.
     *
     * @param pid its number
     * @param command its name, {@code comm}
     * @param user its effective user's name, or number where it has no name
     */
    public record Owner(int pid, String command, String user) {
        @Override
        public String toString() {
            return "pid " + pid + " (" + command + ", user " + user + ")";
        }
    }
}
