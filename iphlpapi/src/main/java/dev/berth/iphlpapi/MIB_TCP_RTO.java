package dev.berth.iphlpapi;

/** The numbers of iprtrmib.h that {@code dwRtoAlgorithm} of {@link MIB_TCPSTATS} has: how long a segment is waited for. */
public final class MIB_TCP_RTO {
    /** None of these: what Linux says of itself. */
    public static final int MIB_TCP_RTO_OTHER = 1;
    /** Always as long. */
    public static final int MIB_TCP_RTO_CONSTANT = 2;
    /** As MIL-STD-1778 says. */
    public static final int MIB_TCP_RTO_RSRE = 3;
    /** As Van Jacobson says. */
    public static final int MIB_TCP_RTO_VANJ = 4;

    private MIB_TCP_RTO() {}
}
