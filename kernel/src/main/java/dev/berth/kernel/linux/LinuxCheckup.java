package dev.berth.kernel.linux;

import dev.berth.kernel.Checkup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at the Linux it runs on, each time anew. Needs no privilege and changes nothing. Safe for concurrent use. */
public final class LinuxCheckup implements Checkup {
    private final Optional<Path> cgroup;
    private final Path bpffs;

    /**
     * A checkup for a guard in these places.
     *
     * @param cgroup the group whose sockets are guarded; empty for the root of the cgroup2 hierarchy
     * @param bpffs the directory that the guard is pinned in
     */
    public LinuxCheckup(Optional<Path> cgroup, Path bpffs) {
        this.cgroup = cgroup;
        this.bpffs = bpffs;
    }

    @Override
    public List<Finding> findings() {
        KernelBtf kernel = new KernelBtf();
        return Stream.of(
                        CallerQuestions.all(),
                        PlaceQuestions.all(cgroup, bpffs),
                        LibraryQuestions.all(),
                        GuardQuestions.all(kernel),
                        SocketQuestions.all(kernel))
                .flatMap(List::stream)
                .map(Question::ask)
                .toList();
    }
}
