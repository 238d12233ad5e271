package dev.berth.kernel;

import java.io.IOException;

/** The kernel said no. Decide on {@link #errno()}, never on the message. */
public final class SyscallException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    /**
     * A refusal of {@code call}, asked of {@code subject}.
     *
     * @param call the C function or command, such as {@code BPF_OBJ_GET}
     * @param errno why not
     * @param subject what it was asked of: a path, a port, a name
     */
    public SyscallException(String call, Errno errno, String subject) {
        super(call + " " + subject + ": " + errno);
        this.errno = errno;
    }

    /** Why not. */
    public Errno errno() {
        return errno;
    }
}
