package dev.berth.kernel.unix;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A socket that the service manager has made for this process, as {@code sd_listen_fds(3)} tells.
 *
 * @param name what the manager calls it: {@code FileDescriptorName=} of its unit; {@code unknown} where it does not say
 * @param fd the descriptor, which a program that this process becomes does not get
 */
public record InheritedSocket(String name, Fd fd) {
    /** {@code SD_LISTEN_FDS_START}. */
    private static final int FIRST = 3;
    /** More than any process can have, {@code /proc/sys/fs/nr_open}. */
    private static final int MOST = 1 << 20;

    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;
    private static final String UNKNOWN = "unknown";

    /**
     * Those of this process, in their order; the caller closes them. To be asked once, as the descriptors are taken.
     *
     * @param environment {@code LISTEN_PID}, {@code LISTEN_FDS} and {@code LISTEN_FDNAMES}
     * @throws UnsupportedException if it contradicts itself
     */
    public static List<InheritedSocket> all(Map<String, String> environment) throws IOException {
        return all(environment, ProcessHandle.current().pid(), FIRST);
    }

    static List<InheritedSocket> all(Map<String, String> environment, long pid, int first) throws IOException {
        String whose = environment.getOrDefault("LISTEN_PID", "");
        if (!whose.equals(Long.toString(pid))) {
            return List.of(); // meant for a parent that left its environment to us
        }
        int count = count(environment.getOrDefault("LISTEN_FDS", ""));
        String[] names = environment.getOrDefault("LISTEN_FDNAMES", "").split(":", -1);
        List<InheritedSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = first + i;
            try {
                Syscall.call(SyscallNumber.FCNTL, "F_SETFD", "descriptor " + number, number, F_SETFD, FD_CLOEXEC);
            } catch (SyscallException closed) {
                sockets.forEach(socket -> socket.fd().close());
                throw new UnsupportedException(
                        "LISTEN_FDS says " + count + ", but descriptor " + number + " is not open",
                        "start this by a service manager, or without LISTEN_FDS",
                        closed);
            }
            String name = names.length == count && !names[i].isEmpty() ? names[i] : UNKNOWN;
            sockets.add(new InheritedSocket(name, new Fd(number, "inherited socket " + name)));
        }
        return sockets;
    }

    private static int count(String text) throws UnsupportedException {
        try {
            int count = Integer.parseInt(text);
            if (count >= 0 && count <= MOST) {
                return count;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw new UnsupportedException(
                "LISTEN_FDS is '" + text + "' and no number of descriptors",
                "start this by a service manager, or without LISTEN_FDS");
    }
}
