package dev.berth.client;

import dev.berth.api.Code;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** berthd could not be asked, or did not answer; the message says what happened. */
final class DaemonException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final boolean sent;

    /**
     * It failed.
     *
     * @param code what a program is answered
     * @param sent whether the request may have been carried out
     */
    DaemonException(Code code, String message, @Nullable Throwable cause, boolean sent) {
        super(message, cause);
        this.code = code;
        this.sent = sent;
    }

    Code code() {
        return code;
    }

    /** Whether the request may have been carried out all the same. */
    boolean wasSent() {
        return sent;
    }

    /** Whether berthd is not there, or not any more. */
    boolean isUnreachable() {
        return code == Code.WSAENETDOWN;
    }
}
