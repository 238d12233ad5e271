package dev.berth.kernel.unix;

import java.io.IOException;

/** What the kernel handed out does not read as it is documented to. The message names what, where and how. */
public final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Something unreadable.
     *
     * @param source what was read: a file of {@code /proc}, a kind of message
     * @param problem what is wrong with it, as a clause
     */
    public MalformedException(String source, String problem) {
        super(source + ": " + problem);
    }
}
