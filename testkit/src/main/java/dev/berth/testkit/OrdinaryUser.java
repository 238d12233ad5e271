package dev.berth.testkit;

/**
 * Somebody without any privilege, of whom this machine has no account: a user and a group of the same number, and no
 * capability.
 *
 * @param id the number
 */
public record OrdinaryUser(long id) {
    /** One. */
    public static final OrdinaryUser ALICE = new OrdinaryUser(64_101);
    /** Another one. */
    public static final OrdinaryUser BOB = new OrdinaryUser(64_102);
    /** A third one. */
    public static final OrdinaryUser MALLORY = new OrdinaryUser(64_103);

    /** A program of this user's to start inside walls. */
    public Program program(Walls walls, String... command) {
        return walls.program(prefix()).and(command);
    }

    /** What turns root into this user, and is followed by a command. */
    public String[] prefix() {
        return new String[] {
            "setpriv",
            "--reuid=" + id,
            "--regid=" + id,
            "--clear-groups",
            "--inh-caps=-all",
            "--bounding-set=-all",
            "--"
        };
    }
}
