package dev.berth.kernel.linux;

import dev.berth.kernel.Checkup.Answer;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.bpf.GuardDirectory;
import dev.berth.kernel.cgroup.Cgroup2;
import dev.berth.kernel.linux.Question.Seen;
import dev.berth.kernel.unix.Callers;
import dev.berth.kernel.unix.MountInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the guard is attached and where it is pinned. */
final class PlaceQuestions {
    private static final Path USUAL = Path.of("/sys/fs/bpf");

    static List<Question> all(Optional<Path> cgroup, Path bpffs) {
        return List.of(
                new Question("cgroup2", () -> cgroup2(cgroup, bpffs)),
                new Question("BPF file system", () -> bpf(bpffs)));
    }

    private static Seen cgroup2(Optional<Path> wanted, Path bpffs) throws IOException {
        Seen place = place(wanted);
        Optional<String> elsewhere = place.answer() == Answer.NO ? Optional.empty() : elsewhere(wanted, bpffs);
        return elsewhere
                .map(group -> Seen.no(
                        "the guard is attached to " + group + ", and so refuses to be changed from here",
                        "Name that group with --cgroup or BERTH_CGROUP, or run 'berth disable' and then 'berth restore',"
                                + " which attaches it here."))
                .orElse(place);
    }

    /** Another cgroup that the guard in the kernel is attached to; empty also for who may not look. */
    private static Optional<String> elsewhere(Optional<Path> wanted, Path bpffs) throws IOException {
        try {
            return new GuardDirectory(bpffs, () -> Cgroup2.requireGroup(wanted), Callers::networkNamespace).elsewhere();
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.EPERM) || refused.errno().equals(Errno.EACCES)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static Seen place(Optional<Path> wanted) throws IOException {
        List<MountInfo> mounts = MountInfo.read();
        Optional<Cgroup2> mounted = Cgroup2.find(mounts);
        if (wanted.isPresent() && mounted.isPresent()) {
            return group(wanted.get(), mounts);
        }
        return mounted.map(hierarchy -> Seen.yes("mounted on " + hierarchy.mountPoint()))
                .orElseGet(() -> Seen.no(
                        "not mounted", "Mount it: mount -t cgroup2 none DIRECTORY, or boot with a systemd that does."));
    }

    private static Seen group(Path group, List<MountInfo> mounts) throws IOException {
        Optional<MountInfo> mount = Cgroup2.mountOf(group, mounts);
        if (mount.isEmpty()) {
            return Seen.no(
                    group + " is no group of the cgroup2 hierarchy",
                    "Name a directory below the cgroup2 mount with --cgroup.");
        }
        return mount.get().mountPoint().equals(group.toRealPath())
                        && mount.get().root().equals("/")
                ? Seen.yes("mounted on " + group)
                : Seen.limited(
                        group + ": sockets made outside this group are not guarded",
                        "Leave out --cgroup and BERTH_CGROUP to guard all of the machine.");
    }

    private static Seen bpf(Path bpffs) throws IOException {
        Path directory = MountInfo.place(bpffs);
        Optional<MountInfo> mount = MountInfo.holding(directory, MountInfo.read())
                .filter(candidate -> candidate.type().equals("bpf"));
        if (mount.isPresent()) {
            return Seen.yes("mounted on " + mount.get().mountPoint());
        }
        if (!Files.readString(Path.of("/proc/filesystems")).contains("\tbpf\n")) {
            return Seen.no("this kernel has none", "Use a kernel with CONFIG_BPF_SYSCALL=y.");
        }
        if (Callers.current().missing().isEmpty() && !Callers.isSystemAdministrator()) {
            return Seen.no(
                    "not mounted, and mounting one takes CAP_SYS_ADMIN",
                    "Run 'berth restore' once as root of the machine, which mounts one.");
        }
        Path place = directory.startsWith(USUAL) ? USUAL : directory;
        return Seen.yes("not mounted; Berth mounts one on " + place + " when it loads the guard");
    }

    private PlaceQuestions() {}
}
