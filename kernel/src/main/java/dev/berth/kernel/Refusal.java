package dev.berth.kernel;

import dev.berth.api.IpAddress;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import java.time.Instant;
import java.util.Optional;

/**
 * A bind that the guard refused.
 *
 * @param time when
 * @param token the reservation that stood in the way, which may have ended since
 * @param protocol TCP or UDP
 * @param address the address that was asked for
 * @param port the port that was asked for
 * @param pid the process that asked, which may have ended since
 * @param uid its effective user
 * @param command its name, at most 15 bytes; no control characters
 * @param cgroup the path of its cgroup below the root of the cgroup2 hierarchy; empty if that is gone, or the reader may
 *     not ask for it
 * @param unreported how many refusals of this user were left out before this one
 */
public record Refusal(
        Instant time,
        Token token,
        Protocol protocol,
        IpAddress address,
        int port,
        int pid,
        long uid,
        String command,
        Optional<String> cgroup,
        long unreported) {}
