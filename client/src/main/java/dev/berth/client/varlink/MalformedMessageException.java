package dev.berth.client.varlink;

import java.io.IOException;

/** What the other end sent makes no sense; the message says what, and where. */
public final class MalformedMessageException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Something that makes no sense. */
    public MalformedMessageException(String message) {
        super(message);
    }
}
