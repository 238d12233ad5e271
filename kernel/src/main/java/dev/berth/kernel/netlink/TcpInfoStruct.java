package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.api.TcpInfo;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.nio.ByteBuffer;
import java.util.Optional;

/** {@code struct tcp_info} of {@code linux/tcp.h}, which grows with the kernel: up to what is read here. */
final class TcpInfoStruct {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            MemoryLayout.paddingLayout(44),
            JAVA_INT.withName("tcpi_last_data_sent"),
            MemoryLayout.paddingLayout(4),
            JAVA_INT.withName("tcpi_last_data_recv"),
            MemoryLayout.paddingLayout(12),
            JAVA_INT.withName("tcpi_rtt"),
            JAVA_INT.withName("tcpi_rttvar"),
            MemoryLayout.paddingLayout(24),
            JAVA_INT.withName("tcpi_total_retrans"),
            MemoryLayout.paddingLayout(16),
            JAVA_LONG.withName("tcpi_bytes_acked"),
            JAVA_LONG.withName("tcpi_bytes_received"));

    private static final int TCPI_LAST_DATA_SENT = Netlink.offset(LAYOUT, "tcpi_last_data_sent");
    private static final int TCPI_LAST_DATA_RECV = Netlink.offset(LAYOUT, "tcpi_last_data_recv");
    private static final int TCPI_RTT = Netlink.offset(LAYOUT, "tcpi_rtt");
    private static final int TCPI_RTTVAR = Netlink.offset(LAYOUT, "tcpi_rttvar");
    private static final int TCPI_TOTAL_RETRANS = Netlink.offset(LAYOUT, "tcpi_total_retrans");
    private static final int TCPI_BYTES_ACKED = Netlink.offset(LAYOUT, "tcpi_bytes_acked");
    private static final int TCPI_BYTES_RECEIVED = Netlink.offset(LAYOUT, "tcpi_bytes_received");

    /** Reads what there is of the struct between two places; fields beyond the end are 0. */
    static TcpInfo read(ByteBuffer bytes, int start, int end, Optional<String> upperLayer) {
        return new TcpInfo(
                number(bytes, start + TCPI_RTT, end),
                number(bytes, start + TCPI_RTTVAR, end),
                number(bytes, start + TCPI_TOTAL_RETRANS, end),
                longNumber(bytes, start + TCPI_BYTES_ACKED, end),
                longNumber(bytes, start + TCPI_BYTES_RECEIVED, end),
                Math.min(
                        number(bytes, start + TCPI_LAST_DATA_SENT, end),
                        number(bytes, start + TCPI_LAST_DATA_RECV, end)),
                upperLayer);
    }

    private static long number(ByteBuffer bytes, int at, int end) {
        return at + Integer.BYTES > end ? 0 : Integer.toUnsignedLong(bytes.getInt(at));
    }

    private static long longNumber(ByteBuffer bytes, int at, int end) {
        return at + Long.BYTES > end ? 0 : bytes.getLong(at);
    }

    private TcpInfoStruct() {}
}
