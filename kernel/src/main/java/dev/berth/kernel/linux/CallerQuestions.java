package dev.berth.kernel.linux;

import dev.berth.kernel.Caller;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.linux.Question.Seen;
import dev.berth.kernel.unix.Callers;
import java.io.IOException;
import java.util.List;

/** Which kernel this is, and who asks it. */
final class CallerQuestions {
    static List<Question> all() {
        return List.of(
                new Question("kernel", CallerQuestions::kernel),
                new Question("network namespace", CallerQuestions::networkNamespace),
                new Question("capabilities", CallerQuestions::capabilities));
    }

    /** The version is for people; what it is good for, the other questions ask. */
    private static Seen kernel() {
        return Seen.yes("Linux " + System.getProperty("os.version") + ", " + System.getProperty("os.arch"));
    }

    private static Seen networkNamespace() throws IOException {
        try {
            NetworkNamespace namespace = Callers.networkNamespace();
            return Seen.yes(namespace + ", cookie " + Long.toUnsignedString(namespace.cookie()));
        } catch (UnsupportedException tooOld) {
            return Seen.no("the kernel does not number namespaces, so none can be guarded", "Use Linux 5.18 or later.");
        }
    }

    private static Seen capabilities() throws IOException {
        Caller caller = Callers.current();
        if (!caller.missing().isEmpty()) {
            return Seen.limited(
                    "user " + caller.uid() + " lacks " + String.join(", ", caller.missing())
                            + ": can list and look up, and change nothing",
                    "Run berth as root: sudo berth doctor.");
        }
        return Callers.isSystemAdministrator()
                ? Seen.yes("those of an administrator")
                : Seen.limited(
                        "those of an administrator without CAP_SYS_ADMIN: cannot see a second guard of this namespace",
                        "Run 'berth restore' as root of the machine after each restart.");
    }

    private CallerQuestions() {}
}
