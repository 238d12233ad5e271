package dev.berth.api;

import java.util.Optional;

/**
 * A process that has a socket open.
 *
 * @param pid its number
 * @param command its name, {@code comm}: what its makers call it, at most 15 bytes; no control characters
 * @param user its effective user's name, or number where it has no name
 * @param uid its effective user's number, unsigned 32 bits
 * @param cgroup the path of its cgroup below the root of the cgroup2 hierarchy, {@code /} for the root
 * @param unit the systemd unit that this cgroup belongs to, {@code nginx.service}, if it is one
 */
public record OwnerProcess(int pid, String command, String user, long uid, String cgroup, Optional<String> unit) {
    /** {@return {@code pid 4121 (java, user bob)}} */
    @Override
    public String toString() {
        return "pid " + pid + " (" + command + ", user " + user + ")";
    }
}
