package dev.berth.daemon;

/** What one connection keeps in memory, on its user's account. Belongs to the loop's thread. */
final class Kept {
    private final Allowance allowance;
    private int counted;
    /** It is one answer that is too long to be counted. */
    private boolean isLong;

    /** Nothing yet. */
    Kept(Allowance allowance) {
        this.allowance = allowance;
    }

    /**
     * So much is kept now.
     *
     * @param single whether one message waits to be sent, and no more
     * @return false if it is too much
     */
    boolean change(int bytes, boolean single) {
        if (isLong && single) {
            return true;
        }
        endLong();
        boolean allowed = allowance.change(bytes - counted);
        counted = bytes;
        if (!allowed && single && allowance.takeLong()) {
            isLong = true;
            giveBack();
            return true;
        }
        return allowed;
    }

    /** Nothing any more. */
    void end() {
        giveBack();
        endLong();
    }

    private void giveBack() {
        allowance.give(counted);
        counted = 0;
    }

    private void endLong() {
        if (isLong) {
            isLong = false;
            allowance.giveLong();
        }
    }
}
