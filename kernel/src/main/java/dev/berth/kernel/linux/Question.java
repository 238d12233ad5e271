package dev.berth.kernel.linux;

import dev.berth.kernel.Checkup.Answer;
import dev.berth.kernel.Checkup.Finding;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;

/**
 * One thing to look at on this machine.
 *
 * @param subject what, as a noun
 * @param look how
 */
record Question(String subject, Look look) {
    /** Looks; what it throws is no answer, for lack of privilege says nothing about the machine. */
    interface Look {
        Seen look() throws IOException;
    }

    /** What was seen. */
    record Seen(Answer answer, String detail, Optional<String> remedy) {
        static Seen yes(String detail) {
            return new Seen(Answer.YES, detail, Optional.empty());
        }

        static Seen no(String detail, String remedy) {
            return new Seen(Answer.NO, detail, Optional.of(remedy));
        }

        static Seen limited(String detail, String remedy) {
            return new Seen(Answer.LIMITED, detail, Optional.of(remedy));
        }
    }

    /** Puts the question. */
    Finding ask() {
        try {
            Seen seen = look.look();
            return new Finding(subject, seen.answer, seen.detail, seen.remedy);
        } catch (IOException unanswered) {
            Optional<String> remedy =
                    isForbidden(unanswered) ? Optional.of("Ask as root: sudo berth doctor.") : Optional.empty();
            return new Finding(subject, Answer.UNKNOWN, String.valueOf(unanswered.getMessage()), remedy);
        }
    }

    private static boolean isForbidden(IOException unanswered) {
        return switch (unanswered) {
            case AccessDeniedException denied -> true;
            case SyscallException refused ->
                refused.errno().equals(Errno.EPERM) || refused.errno().equals(Errno.EACCES);
            default -> false;
        };
    }
}
