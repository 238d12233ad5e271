package dev.berth.api;

import java.util.Optional;

/**
 * What the kernel has measured of a TCP connection, from {@code struct tcp_info} of {@code linux/tcp.h}.
 *
 * @param rttMicros smoothed round-trip time, microseconds
 * @param rttVarianceMicros its mean deviation, microseconds
 * @param retransmits how many segments were sent again since the connection began
 * @param bytesAcked how many bytes the peer has confirmed
 * @param bytesReceived how many bytes came in
 * @param idleMillis how long ago data were last sent or received, milliseconds
 * @param upperLayer the protocol that runs over it within the kernel, such as {@code mptcp} or {@code tls}, if one does
 */
public record TcpInfo(
        long rttMicros,
        long rttVarianceMicros,
        long retransmits,
        long bytesAcked,
        long bytesReceived,
        long idleMillis,
        Optional<String> upperLayer) {}
