package dev.berth.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Something that a kernel, or whoever runs this, may lack. Learned by asking. */
public enum KernelAbility {
    /** The capabilities that it takes to load the guard and to build walls. */
    ADMINISTRATOR {
        @Override
        Verdict probe() throws IOException {
            long effective = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("CapEff:"))
                    .mapToLong(line -> Long.parseUnsignedLong(
                            line.substring("CapEff:".length()).strip(), 16))
                    .findFirst()
                    .orElseThrow();
            long lacking = NEEDED & ~effective;
            return lacking == 0
                    ? new Yes()
                    : new No("CapEff is " + Long.toHexString(effective) + " and lacks " + Long.toHexString(lacking));
        }
    },
    /** A cgroup2 hierarchy that is mounted whole. */
    CGROUP2 {
        @Override
        Verdict probe() throws IOException {
            Optional<Path> root = ControlGroup.findHierarchy();
            if (root.isEmpty()) {
                return new No("/proc/self/mountinfo names no whole cgroup2 hierarchy");
            }
            Path processes = root.get().resolve("cgroup.procs");
            return Files.exists(processes) ? new Yes() : new Unknown(processes + " does not exist");
        }
    },
    /** Network namespaces. */
    NETWORK_NAMESPACES {
        @Override
        Verdict probe() {
            return present(Path.of("/proc/self/ns/net"));
        }
    },
    /** Multipath TCP. */
    MPTCP {
        @Override
        Verdict probe() {
            return present(Path.of("/proc/sys/net/mptcp/enabled"));
        }
    },
    /** IPv6. */
    IPV6 {
        @Override
        Verdict probe() {
            return present(Path.of("/proc/sys/net/ipv6"));
        }
    },
    /** VXLAN devices: tunnels with a socket of the kernel's own. */
    VXLAN {
        @Override
        Verdict probe() throws IOException {
            // In a network namespace that ends with it.
            Program.Result added = Program.of("unshare", "-n", "ip", "link", "add", "probe", "type", "vxlan", "id", "1")
                    .and("dstport", "4789")
                    .run();
            if (added.exit() == 0) {
                return new Yes();
            }
            return added.err().contains("Unknown device type") ? new No(added.err()) : new Unknown(added.err());
        }
    },
    /** Binds by way of an io_uring. */
    IO_URING_BIND {
        @Override
        Verdict probe() throws IOException {
            String said = Program.of(Actor.python(), "-I", "-S", "-c", Actor.script("io_uring.py"))
                    .expect(0)
                    .out()
                    .strip();
            if (said.equals("yes")) {
                return new Yes();
            }
            return said.startsWith("no: ") ? new No(said.substring(4)) : new Unknown(said);
        }
    },
    /** A descriptor of the process at the other end of a Unix socket; since Linux 6.5. */
    PEER_PIDFD {
        @Override
        Verdict probe() throws IOException {
            String ask = "import socket; one, other = socket.socketpair(); one.getsockopt(socket.SOL_SOCKET, 77)";
            Program.Result asked =
                    Program.of(Actor.python(), "-I", "-S", "-c", ask).run();
            if (asked.exit() == 0) {
                return new Yes();
            }
            return asked.err().contains("Protocol not available") ? new No(asked.err()) : new Unknown(asked.err());
        }
    },
    /**
     * Programs of cgroups that ask whether a process still runs, so that what it held is free with its end; since Linux
     * 6.12.
     */
    TASKS_BY_NUMBER {
        @Override
        Verdict probe() throws IOException {
            return names(Path.of("/sys/kernel/btf/vmlinux"), "BTF_KFUNC_HOOK_CGROUP");
        }
    },
    /** Listing sockets that are bound and nothing more; since Linux 6.8. */
    BOUND_SOCKETS {
        @Override
        Verdict probe() throws IOException {
            return names(Path.of("/sys/kernel/btf/vmlinux"), "TCP_BOUND_INACTIVE");
        }
    };

    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_SYS_ADMIN = 21;
    private static final long NEEDED = 1L << CAP_NET_ADMIN | 1L << CAP_SYS_ADMIN;

    /** Whether it is there. */
    sealed interface Verdict {}

    /** It is there. */
    record Yes() implements Verdict {}

    /** It is not, as was seen. */
    record No(String proof) implements Verdict {}

    /** Nobody knows. */
    record Unknown(String why) implements Verdict {}

    abstract Verdict probe() throws IOException;

    /**
     * Whether it is there, for a test that expects something else where it is not. Fails as {@link NeedsKernel} does: where
     * nobody can tell, and where everything has to be there.
     */
    public boolean isThere() {
        return !new NeedsKernelCondition().judge(Set.of(this)).isDisabled();
    }

    Verdict ask() {
        try {
            return probe();
        } catch (IOException | RuntimeException failed) {
            return new Unknown(failed.toString());
        }
    }

    /** Whether a file of the kernel's about itself has a name in it, between characters that are of no name. */
    private static Verdict names(Path file, String name) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return Pattern.compile("\\b" + name + "\\b").matcher(text).find()
                ? new Yes()
                : new No(file + " does not name " + name);
    }

    private static Verdict present(Path file) {
        return Files.exists(file) ? new Yes() : new No(file + " does not exist");
    }
}
