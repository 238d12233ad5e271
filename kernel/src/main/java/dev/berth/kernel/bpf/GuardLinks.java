package dev.berth.kernel.bpf;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.cgroup.Cgroup2;
import dev.berth.kernel.unix.Fcntl;
import dev.berth.kernel.unix.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The links that attach the guard's programs to a cgroup, pinned beside its maps. */
final class GuardLinks {
    private static final Errno ENOLINK = new Errno(67);
    /** No cgroup has this number. */
    private static final long NOWHERE = 0;

    private final Path directory;

    GuardLinks(Path directory) {
        this.directory = directory;
    }

    /** The hooks without a pinned link that is attached to anything. */
    List<Pin.Hook> lost() throws SyscallException {
        List<Pin.Hook> lost = new ArrayList<>();
        for (Pin.Hook hook : Pin.Hook.ALL) {
            if (attachedTo(hook) == NOWHERE) {
                lost.add(hook);
            }
        }
        return lost;
    }

    /** The hooks without a pinned link that is attached to this cgroup. */
    List<Pin.Hook> lost(Path cgroup) throws IOException {
        long wanted = Cgroup2.id(cgroup);
        List<Pin.Hook> lost = new ArrayList<>();
        for (Pin.Hook hook : Pin.Hook.ALL) {
            if (attachedTo(hook) != wanted) {
                lost.add(hook);
            }
        }
        return lost;
    }

    /**
     * Another cgroup than this one that a hook is attached to, as a path or else by the kernel's number. One that was removed is
     * none, although the kernel takes its time with letting go of what was attached to it.
     */
    Optional<String> elsewhere(Path cgroup) throws IOException {
        long wanted = Cgroup2.id(cgroup);
        for (Pin.Hook hook : Pin.Hook.ALL) {
            long id = attachedTo(hook);
            if (id != NOWHERE && id != wanted) {
                Cgroup2 hierarchy = Cgroup2.find();
                if (!hierarchy.isGone(id)) {
                    return Optional.of(hierarchy
                            .group(id)
                            .map(group -> hierarchy.directory(group).toString())
                            .orElse("number " + id));
                }
            }
        }
        return Optional.empty();
    }

    /** Attaches programs to a cgroup, in place of what may be pinned for their hooks. */
    void attach(GuardObject object, List<Pin.Hook> hooks, Path cgroup) throws IOException {
        try (Fd target = Fcntl.open(cgroup.toString(), Fcntl.O_RDONLY, 0)) {
            for (Pin.Hook hook : hooks) {
                remove(hook);
                try (Fd program = object.program(hook);
                        Fd link = link(program, target, hook, cgroup)) {
                    Bpf.pin(link, path(hook));
                }
            }
        }
    }

    private static Fd link(Fd program, Fd target, Pin.Hook hook, Path cgroup) throws IOException {
        try {
            return Bpf.link(program, target, hook.attachType(), hook.program() + " to " + cgroup);
        } catch (SyscallException refused) {
            // Not for lack of privilege, which has just loaded the program.
            if (!refused.errno().equals(Errno.EPERM)) {
                throw refused;
            }
            throw new UnsupportedException(
                    "the kernel lets " + hook.program() + " not be attached to " + cgroup
                            + ", as where another program has the hook to itself",
                    "detach that one, which 'bpftool cgroup tree' shows there or above, or have it attached with 'multi'",
                    refused);
        }
    }

    /** Has a hook that is attached judge by another program from one bind to the next; the link stays. */
    void replace(GuardObject object, Pin.Hook hook) throws IOException {
        try (Fd program = object.program(hook);
                Fd link = Bpf.get(path(hook))) {
            Bpf.updateLink(link, program, path(hook));
        }
    }

    /** Detaches each link at once, for unpinning alone leaves that to the kernel's leisure. */
    void remove() throws IOException {
        for (Pin.Hook hook : Pin.Hook.ALL) {
            remove(hook);
        }
    }

    private void remove(Pin.Hook hook) throws IOException {
        Path pin = directory.resolve(hook.file());
        if (Files.isSymbolicLink(pin)) {
            Files.delete(pin); // none of ours, and where it leads is nothing to detach
        } else if (Files.exists(pin)) {
            try (Fd link = Bpf.get(path(hook))) {
                Bpf.detach(link, path(hook));
            } catch (SyscallException refused) {
                // The cgroup has gone and took the attachment with it.
                if (!refused.errno().equals(ENOLINK)) {
                    throw refused;
                }
            }
            Files.delete(pin);
        }
    }

    /** The number of the cgroup. */
    private long attachedTo(Pin.Hook hook) throws SyscallException {
        try (Fd link = Bpf.get(path(hook))) {
            return Bpf.cgroupOf(link, path(hook));
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOENT)) {
                return NOWHERE;
            }
            throw refused;
        }
    }

    private String path(Pin.Hook hook) {
        return directory.resolve(hook.file()).toString();
    }
}
