package dev.berth.it.builds;

import java.util.function.Function;

/** What holds while a port is reserved, in words, one {@link Hold} after the other: the table of {@code docs/tests.md}. */
enum Guarantee {
    SERVER(
            "its owner's server binds it, with the options that Java sets by itself",
            Words.OK,
            Words.OK,
            Words.OK,
            Words.OK),
    PLAIN_SERVER("its owner's server binds it, without `SO_REUSEADDR`", Words.OK, Words.IN_USE, Words.OK, Words.OK),
    CHILD("a child process of its owner binds it, with `SO_REUSEADDR`", Words.OK, Words.OK, Words.OK, Words.OK),
    AUTOMATIC(
            "another program's `bind` to port 0, or `connect`, where the port lies in the automatic range",
            Words.NEVER,
            Words.NEVER,
            Words.MAY,
            Words.MAY),
    THIEF("another program binds it before the server does", Words.REFUSED, Words.IN_USE, Words.OK, Words.OK),
    REUSING_PORT("the same, with `SO_REUSEPORT`", Words.REFUSED, Words.IN_USE, Words.OK, Words.OK),
    REUSING_ADDRESS("the same, with `SO_REUSEADDR`", Words.REFUSED, Words.OK, Words.OK, Words.OK),
    SERVER_BESIDE_BOUND(
            "after that, its owner's server binds it on all addresses; the other program does not listen",
            Words.OK,
            Words.OK,
            Words.OK,
            Words.IN_USE),
    SERVER_BESIDE_LISTENING(
            "the same, and the other program listens", Words.OK, Words.IN_USE, Words.IN_USE, Words.NOT_THERE),
    THIEF_TOO_LATE(
            "another program binds it while the server listens on all addresses, with any option",
            Words.REFUSED,
            Words.IN_USE,
            Words.IN_USE,
            Words.IN_USE),
    SAME_AGAIN(
            "another program acquires this very port through Berth",
            Words.TAKEN,
            Words.TAKEN,
            Words.TAKEN,
            Words.TAKEN),
    FILE_DELETED(
            "the lock file is deleted, and another program acquires this very port through Berth",
            Words.TAKEN,
            Words.TAKEN,
            Words.OK,
            Words.OK),
    FILE_DELETED_AND_NOTICED(
            "the same, after its owner has acquired one more port", Words.TAKEN, Words.TAKEN, Words.TAKEN, Words.TAKEN),
    OWNER_KILLED(
            "the owner is killed with `kill -9`, and another program binds it or acquires it at once",
            Words.OK,
            Words.OK,
            Words.OK,
            Words.OK);

    /** What may come of it. */
    static final class Words {
        static final String OK = "succeeds";
        static final String REFUSED = "`EACCES`";
        static final String IN_USE = "`EADDRINUSE`";
        static final String TAKEN = "`WSAEADDRINUSE`";
        static final String NEVER = "never gets it";
        static final String MAY = "may get it";
        static final String NOT_THERE = "–";

        private Words() {}
    }

    private final String what;
    private final String enforced;
    private final String cooperativeTcp;
    private final String cooperativeTcpAlone;
    private final String cooperativeUdp;

    Guarantee(String what, String enforced, String cooperativeTcp, String cooperativeTcpAlone, String cooperativeUdp) {
        this.what = what;
        this.enforced = enforced;
        this.cooperativeTcp = cooperativeTcp;
        this.cooperativeTcpAlone = cooperativeTcpAlone;
        this.cooperativeUdp = cooperativeUdp;
    }

    /** What comes of it. */
    String in(Hold hold) {
        return switch (hold) {
            case ENFORCED -> enforced;
            case COOPERATIVE_TCP -> cooperativeTcp;
            case COOPERATIVE_TCP_ALONE -> cooperativeTcpAlone;
            case COOPERATIVE_UDP -> cooperativeUdp;
        };
    }

    /** All of it in Markdown. */
    static String table() {
        StringBuilder table = new StringBuilder();
        row(table, "while a port is reserved", Hold::title);
        row(table, "---", hold -> "---");
        for (Guarantee one : values()) {
            row(table, one.what, one::in);
        }
        return table.toString();
    }

    private static void row(StringBuilder table, String first, Function<Hold, String> cell) {
        table.append("| ").append(first);
        for (Hold hold : Hold.values()) {
            table.append(" | ").append(cell.apply(hold));
        }
        table.append(" |\n");
    }
}
