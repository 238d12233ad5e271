package dev.berth.iphlpapi;

/** {@code TCP_CONNECTION_OFFLOAD_STATE}, tcpmib.h: what {@code dwOffloadState} of a {@link MIB_TCPROW2} says. */
@SuppressWarnings("MemberName") // the documented names are the point
public final class TCP_CONNECTION_OFFLOAD_STATE {
    /** The system's own: the only one that Berth answers. */
    public static final int TcpConnectionOffloadStateInHost = 0;
    /** On its way to the network card. */
    public static final int TcpConnectionOffloadStateOffloading = 1;
    /** The network card's. */
    public static final int TcpConnectionOffloadStateOffloaded = 2;
    /** On its way back from the network card. */
    public static final int TcpConnectionOffloadStateUploading = 3;

    private TCP_CONNECTION_OFFLOAD_STATE() {}
}
