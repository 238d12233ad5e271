package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct MIB_TCPSTATS}, iprtrmib.h: the counters of TCP.
 *
 * <p>All are unsigned; times are in milliseconds.
 */
public record MIB_TCPSTATS(
        int dwRtoAlgorithm,
        int dwRtoMin,
        int dwRtoMax,
        int dwMaxConn,
        int dwActiveOpens,
        int dwPassiveOpens,
        int dwAttemptFails,
        int dwEstabResets,
        int dwCurrEstab,
        int dwInSegs,
        int dwOutSegs,
        int dwRetransSegs,
        int dwInErrs,
        int dwOutRsts,
        int dwNumConns)
        implements Structure {
    static final Layout LAYOUT = Layout.struct("MIB_TCPSTATS")
            .dword("dwRtoAlgorithm")
            .dword("dwRtoMin")
            .dword("dwRtoMax")
            .dword("dwMaxConn")
            .dword("dwActiveOpens")
            .dword("dwPassiveOpens")
            .dword("dwAttemptFails")
            .dword("dwEstabResets")
            .dword("dwCurrEstab")
            .dword("dwInSegs")
            .dword("dwOutSegs")
            .dword("dwRetransSegs")
            .dword("dwInErrs")
            .dword("dwOutRsts")
            .dword("dwNumConns")
            .end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static MIB_TCPSTATS read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new MIB_TCPSTATS(
                at.dword("dwRtoAlgorithm"),
                at.dword("dwRtoMin"),
                at.dword("dwRtoMax"),
                at.dword("dwMaxConn"),
                at.dword("dwActiveOpens"),
                at.dword("dwPassiveOpens"),
                at.dword("dwAttemptFails"),
                at.dword("dwEstabResets"),
                at.dword("dwCurrEstab"),
                at.dword("dwInSegs"),
                at.dword("dwOutSegs"),
                at.dword("dwRetransSegs"),
                at.dword("dwInErrs"),
                at.dword("dwOutRsts"),
                at.dword("dwNumConns"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset)
                .dword("dwRtoAlgorithm", dwRtoAlgorithm)
                .dword("dwRtoMin", dwRtoMin)
                .dword("dwRtoMax", dwRtoMax)
                .dword("dwMaxConn", dwMaxConn)
                .dword("dwActiveOpens", dwActiveOpens)
                .dword("dwPassiveOpens", dwPassiveOpens)
                .dword("dwAttemptFails", dwAttemptFails)
                .dword("dwEstabResets", dwEstabResets)
                .dword("dwCurrEstab", dwCurrEstab)
                .dword("dwInSegs", dwInSegs)
                .dword("dwOutSegs", dwOutSegs)
                .dword("dwRetransSegs", dwRetransSegs)
                .dword("dwInErrs", dwInErrs)
                .dword("dwOutRsts", dwOutRsts)
                .dword("dwNumConns", dwNumConns);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}
