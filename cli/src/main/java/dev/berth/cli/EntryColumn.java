package dev.berth.cli;

import dev.berth.api.EntryDetail;
import dev.berth.api.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a table tells of an entry, from left to right. */
enum EntryColumn {
    PROTOCOL("PROTOCOL", Side.LEFT),
    STATE("STATE", Side.LEFT),
    RECEIVE_QUEUE("RECV-Q", Side.RIGHT),
    SEND_QUEUE("SEND-Q", Side.RIGHT),
    LOCAL("LOCAL", Side.LEFT),
    REMOTE("REMOTE", Side.LEFT),
    RTT("RTT", Side.RIGHT),
    RETRANSMITS("RETRANS", Side.RIGHT),
    IDLE("IDLE", Side.RIGHT),
    SENT("SENT", Side.RIGHT),
    RECEIVED("RECEIVED", Side.RIGHT),
    OWNER("OWNER", Side.LEFT),
    UNIT("UNIT", Side.LEFT);

    /** Where cells stand in a column that is wider. */
    enum Side {
        LEFT,
        RIGHT
    }

    /** What is left out of a table that is too wide, the first first. The ends of an entry never are. */
    static final List<EntryColumn> DISPENSABLE =
            List.of(UNIT, SEND_QUEUE, RECEIVE_QUEUE, RECEIVED, SENT, RETRANSMITS, IDLE, RTT);

    private final String head;
    private final Side side;

    EntryColumn(String head, Side side) {
        this.head = head;
        this.side = side;
    }

    String head() {
        return head;
    }

    Side side() {
        return side;
    }

    /** How narrow it may become, its cells shortened, where that is allowed at all. */
    int least(int natural) {
        return switch (this) {
            case OWNER -> Math.min(natural, 16);
            case UNIT -> Math.min(natural, 12);
            default -> natural;
        };
    }

    /** Tells whether its cells may be shortened. */
    boolean isShortened() {
        return this == OWNER || this == UNIT;
    }

    /** The columns that were asked for. */
    static List<EntryColumn> of(Protocol protocol, Set<EntryDetail> details) {
        List<EntryColumn> columns = new ArrayList<>();
        for (EntryColumn column : values()) {
            boolean wanted = switch (column) {
                case PROTOCOL -> protocol == Protocol.TCP_UDP;
                case RTT, RETRANSMITS, IDLE, SENT, RECEIVED -> details.contains(EntryDetail.INFO);
                case OWNER, UNIT -> details.contains(EntryDetail.OWNERS);
                case STATE, RECEIVE_QUEUE, SEND_QUEUE, LOCAL, REMOTE -> true;
            };
            if (wanted) {
                columns.add(column);
            }
        }
        return columns;
    }
}
