package dev.berth.kernel;

import java.io.IOException;

/** A listing broke off: what it handed out before is not all that there is. */
public final class PartialListingException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * A listing that is not whole.
     *
     * @param what was listed
     * @param cause why it broke off
     */
    public PartialListingException(String what, IOException cause) {
        super("the listing of " + what + " is not whole: " + cause.getMessage(), cause);
    }
}
