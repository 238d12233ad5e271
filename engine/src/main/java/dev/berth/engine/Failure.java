package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.engine.store.StoreFailedException;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Locks.LockedException;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.List;

/** Turns what the kernel and the store throw into a code and a sentence. */
final class Failure {
    private Failure() {}

    /**
     * The refusal of a request that failed.
     *
     * @param wanted what was asked for: {@code create tcp 8080-8083}
     */
    static <T> Outcome<T> refusal(String wanted, IOException failed) {
        String aftermath = aftermath(Arrays.asList(failed.getSuppressed()));
        return failed instanceof AfterDeedsException after
                ? Outcome.refused(
                        code(after.failure()), wanted + ": " + clause(after.failure()) + after.deeds() + aftermath)
                : Outcome.refused(code(failed), wanted + ": " + clause(failed) + aftermath);
    }

    /** What to say about counterparts that failed; nothing if none did. */
    static String aftermath(List<? extends Throwable> failures) {
        if (failures.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(". Taking it back failed as well: ");
        for (int i = 0; i < failures.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(failures.get(i).getMessage());
        }
        return text.append("; run 'berth restore'").toString();
    }

    /** Tells whether the kernel or the store refused because of who asks. */
    static boolean isDenial(IOException failed) {
        return code(failed) == Code.ERROR_ACCESS_DENIED;
    }

    private static Code code(IOException failed) {
        return switch (failed) {
            case LockedException _ -> Code.ERROR_SHARING_VIOLATION;
            case UnsupportedException _ -> Code.ERROR_NOT_SUPPORTED;
            case StoreFailedException store ->
                switch (store.reason()) {
                    case FULL -> Code.ERROR_DISK_FULL;
                    case DENIED -> Code.ERROR_ACCESS_DENIED;
                    case BROKEN -> Code.ERROR_IO_DEVICE;
                };
            case SyscallException call when isDenial(call.errno()) -> Code.ERROR_ACCESS_DENIED;
            case AccessDeniedException _ -> Code.ERROR_ACCESS_DENIED;
            default -> Code.ERROR_IO_DEVICE;
        };
    }

    private static String clause(IOException failed) {
        return switch (failed) {
            case LockedException locked -> "another change is under way: " + locked.getMessage() + "; try again";
            case UnsupportedException unsupported -> String.valueOf(unsupported.getMessage());
            case StoreFailedException store -> String.valueOf(store.getMessage());
            case SyscallException call when isDenial(call.errno()) -> denied(call);
            case AccessDeniedException file -> denied(file);
            default ->
                "the kernel did not do it (" + failed.getMessage() + "); 'berth doctor' says what this machine has";
        };
    }

    private static String denied(IOException failed) {
        return "the kernel does not permit it (" + failed.getMessage() + "); run as root, for instance with sudo";
    }

    private static boolean isDenial(Errno errno) {
        return errno.equals(Errno.EACCES) || errno.equals(Errno.EPERM) || errno.equals(Errno.EROFS);
    }
}
