package dev.berth.kernel.netlink;

import dev.berth.kernel.Accounts;
import dev.berth.kernel.Holder;
import dev.berth.kernel.unix.ProcessStatus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which process has a socket open, by looking through the descriptors of all of them. Processes that the caller may not
 * look into are passed over, and so are those that end meanwhile. Safe for concurrent use.
 */
final class SocketOwners {
    private static final String SOCKET = "socket:[";

    private final Accounts accounts;

    SocketOwners(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The owners of the inodes that have one; where several processes share a socket, the one of the lowest number. */
    Map<Long, Holder.Owner> of(Set<Long> inodes) {
        Map<Long, Holder.Owner> owners = new HashMap<>();
        for (int pid : inodes.isEmpty() ? new int[0] : processes()) {
            Set<Long> held = held(pid, inodes);
            held.removeAll(owners.keySet());
            if (!held.isEmpty()) {
                owner(pid).ifPresent(owner -> held.forEach(inode -> owners.put(inode, owner)));
            }
            if (owners.size() == inodes.size()) {
                break;
            }
        }
        return owners;
    }

    private static Set<Long> held(int pid, Set<Long> inodes) {
        Set<Long> held = new HashSet<>();
        for (String fd : names("/proc/" + pid + "/fd")) {
            OptionalLong inode = inode(Path.of("/proc", Integer.toString(pid), "fd", fd));
            if (inode.isPresent() && inodes.contains(inode.getAsLong())) {
                held.add(inode.getAsLong());
            }
        }
        return held;
    }

    private Optional<Holder.Owner> owner(int pid) {
        try {
            ProcessStatus status = ProcessStatus.read("/proc/" + pid + "/status");
            String number = Long.toString(status.effectiveUid());
            return Optional.of(new Holder.Owner(
                    pid, status.name(), accounts.userName(status.effectiveUid()).orElse(number)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static OptionalLong inode(Path descriptor) {
        String target;
        try {
            target = Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return OptionalLong.empty();
        }
        return target.startsWith(SOCKET)
                ? OptionalLong.of(Long.parseLong(target, SOCKET.length(), target.length() - 1, 10))
                : OptionalLong.empty();
    }

    private static int[] processes() {
        return Arrays.stream(names("/proc"))
                .filter(name -> name.chars().allMatch(c -> c >= '0' && c <= '9'))
                .flatMapToInt(name -> IntStream.of(Integer.parseInt(name)))
                .sorted()
                .toArray();
    }

    private static String[] names(String directory) {
        String[] names = new File(directory).list();
        return names == null ? new String[0] : names;
    }
}
