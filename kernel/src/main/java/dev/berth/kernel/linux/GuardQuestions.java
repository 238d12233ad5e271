package dev.berth.kernel.linux;

import dev.berth.kernel.linux.Question.Seen;
import dev.berth.kernel.unix.MalformedException;
import java.io.IOException;
import java.util.List;

/** What the guard's programs find in this kernel; the BTF is asked for what they themselves ask it for. */
final class GuardQuestions {
    static List<Question> all(KernelBtf kernel) {
        return List.of(
                new Question("kernel BTF", () -> btf(kernel)),
                // Linux 5.17: the search for a free port of a block.
                new Question("program loops", () -> loops(kernel)),
                // Linux 5.18: a program chooses the error that bind returns.
                ability(
                        kernel,
                        "exact errno",
                        btf -> btf.hasEnumerator("BPF_FUNC_set_retval"),
                        "strangers get EPERM, whatever --deny-with says",
                        "Use Linux 5.18 or later for EACCES and EADDRINUSE."),
                // Linux 5.17, commit 91a760b26926: inet_bind gives a port back that a post_bind program refuses.
                ability(
                        kernel,
                        "race-free creation",
                        btf -> btf.hasMember("proto", "put_port"),
                        "a bind that is under way while a reservation is created may slip in",
                        "Use Linux 5.17 or later."),
                // Linux 6.1: before, a group knows the numbers of those above it and not their names.
                ability(
                        kernel,
                        "cgroup consumers",
                        btf -> btf.hasMember("cgroup", "ancestors"),
                        "consumers that are cgroups are not recognized",
                        "Use Linux 6.1 or later, or name users and groups."),
                // A kfunc since Linux 6.2, which programs of cgroups may call since 6.12, commit 67666479edf1.
                ability(
                        kernel,
                        "void entries",
                        btf -> btf.hasFunction("bpf_task_from_pid") && btf.hasEnumerator("BTF_KFUNC_HOOK_CGROUP"),
                        "what a process that died leaves behind stays until the next change sweeps it",
                        "Use Linux 6.12 or later."));
    }

    private interface Ability {
        boolean in(Btf btf) throws MalformedException;
    }

    private static Question ability(KernelBtf kernel, String subject, Ability ability, String limit, String remedy) {
        return new Question(
                subject, () -> ability.in(kernel.get()) ? Seen.yes("in this kernel") : Seen.limited(limit, remedy));
    }

    private static Seen loops(KernelBtf kernel) throws IOException {
        return kernel.get().hasEnumerator("BPF_FUNC_loop")
                ? Seen.yes("in this kernel")
                : Seen.no(
                        "this kernel has no bpf_loop, without which the guard cannot be loaded",
                        "Use Linux 5.17 or later.");
    }

    private static Seen btf(KernelBtf kernel) throws IOException {
        if (!kernel.isThere()) {
            return Seen.no(
                    KernelBtf.FILE + " is missing or empty, by which the guard finds its way in the kernel",
                    "Use a kernel with CONFIG_DEBUG_INFO_BTF=y; those of the distributions have it.");
        }
        kernel.get();
        return Seen.yes(KernelBtf.FILE.toString());
    }

    private GuardQuestions() {}
}
