package dev.berth.it.walls;

import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Something hidden from a program, by mounts in a mount namespace that it has for itself. */
public enum Hidden {
    /** Nothing at all. */
    NOTHING(""),
    /** Every libbpf that the linker knows: an empty file is no library. */
    LIBBPF("""
            PATH=$PATH:/usr/sbin:/sbin
            for file in $(ldconfig -p | awk '/libbpf[.]so/ { print $NF }'); do mount --bind "$0" "$file"; done
            """),
    /** The cgroup2 hierarchy. A guard has nothing to be attached to then: not even by mistake the host's root. */
    CGROUP2("""
            awk '/ - cgroup2 / { print $5 }' /proc/self/mountinfo | while read -r place; do umount "$place"; done
            if grep ' - cgroup2 ' /proc/self/mountinfo; then exit 99; fi
            """),
    /**
     * What of the host Berth uses where nothing else is said: there is an empty store in its place, an empty BPF file
     * system, and of the cgroup2 hierarchy only the group that the program starts in.
     */
    HOST("""
            group=$(sed -n 's/^0:://p' /proc/self/cgroup)
            root=$(awk '/ - cgroup2 / && $4 == "/" { print $5; exit }' /proc/self/mountinfo)
            mkdir "${0%/*}/group"
            mount --bind "$root$group" "${0%/*}/group"
            umount "$root"
            if awk '$4 == "/"' /proc/self/mountinfo | grep ' - cgroup2 '; then exit 99; fi
            mount -t tmpfs -o mode=0755 none /var/lib
            mount -t bpf -o mode=0700 none /sys/fs/bpf
            """),
    /** The kernel's description of its types. */
    BTF("mount --bind \"$0\" /sys/kernel/btf/vmlinux\n"),
    /** Every JDK in the folders that distributions use. */
    JDKS("""
            mount -t tmpfs none /usr/lib/jvm
            mount -t tmpfs none /opt
            """),
    /** Every Maven on the path. */
    MAVEN("""
            IFS=:
            for folder in $PATH; do if [ -e "$folder/mvn" ]; then mount --bind "$0" "$folder/mvn"; fi; done
            """);

    /**
     * What the program mounts for the walls, or where everybody expects a BPF file system, it has to take back: else 99.
     * Other mounts are looked past, for those of other tests go when they end.
     */
    private static final String RUN = """
            mounts() { grep -F -e "${0%/*}" -e " /sys/fs/bpf" /proc/self/mountinfo || true; }
            before=$(mounts)
            set +e
            "$@"
            code=$?
            after=$(mounts)
            if [ "$before" != "$after" ]; then echo "mounts are left: $after" >&2; exit 99; fi
            exit $code
            """;

    private final String script;

    Hidden(String script) {
        this.script = script;
    }

    /** What starts a program so, with more to start it by. */
    public String[] from(Walls walls, String... prefix) throws IOException {
        Path empty = walls.directory().resolve("empty");
        if (!Files.exists(empty)) {
            Files.createFile(empty);
        }
        return Stream.concat(
                        Stream.of(
                                "unshare",
                                "--mount",
                                "--propagation",
                                "private",
                                "sh",
                                "-euc",
                                script + RUN,
                                empty.toString()),
                        Stream.of(prefix))
                .toArray(String[]::new);
    }
}
