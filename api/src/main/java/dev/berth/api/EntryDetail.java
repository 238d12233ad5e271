package dev.berth.api;

/** What a listing of entries tells beyond what the kernel's table has at hand. */
public enum EntryDetail {
    /** Who has each socket open. */
    OWNERS,
    /** What was measured of each TCP connection: {@link TcpInfo}. */
    INFO,
    /** TCP sockets that are {@linkplain EntryState#BOUND bound and nothing more}, too. */
    BOUND
}
