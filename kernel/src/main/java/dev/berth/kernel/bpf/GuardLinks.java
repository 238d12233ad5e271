package dev.berth.kernel.bpf;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fcntl;
import dev.berth.kernel.unix.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The links that attach the guard's programs to a cgroup, pinned beside its maps. */
final class GuardLinks {
    private static final Errno ENOLINK = new Errno(67);

    private final Path directory;

    GuardLinks(Path directory) {
        this.directory = directory;
    }

    /** The hooks without a pinned link that is attached to anything. */
    List<Pin.Hook> lost() throws SyscallException {
        List<Pin.Hook> lost = new ArrayList<>();
        for (Pin.Hook hook : Pin.Hook.ALL) {
            if (!isAttached(hook)) {
                lost.add(hook);
            }
        }
        return lost;
    }

    /** Attaches programs to a cgroup, in place of what may be pinned for their hooks. */
    void attach(GuardObject object, List<Pin.Hook> hooks, Path cgroup) throws IOException {
        try (Fd target = Fcntl.open(cgroup.toString(), Fcntl.O_RDONLY, 0)) {
            for (Pin.Hook hook : hooks) {
                remove(hook);
                try (Fd program = object.program(hook);
                        Fd link = Bpf.link(program, target, hook.attachType(), hook.program() + " to " + cgroup)) {
                    Bpf.pin(link, path(hook));
                }
            }
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
        if (Files.exists(directory.resolve(hook.file()))) {
            try (Fd link = Bpf.get(path(hook))) {
                Bpf.detach(link, path(hook));
            } catch (SyscallException refused) {
                // The cgroup has gone and took the attachment with it.
                if (!refused.errno().equals(ENOLINK)) {
                    throw refused;
                }
            }
            Files.delete(directory.resolve(hook.file()));
        }
    }

    private boolean isAttached(Pin.Hook hook) throws SyscallException {
        try (Fd link = Bpf.get(path(hook))) {
            return Bpf.cgroupOf(link, path(hook)) != 0;
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOENT)) {
                return false;
            }
            throw refused;
        }
    }

    private String path(Pin.Hook hook) {
        return directory.resolve(hook.file()).toString();
    }
}
