package dev.berth.iphlpapi;

import dev.berth.api.IpAddress.Family;
import dev.berth.kernel.unix.ProcNet;
import java.io.IOException;
import java.util.Map;

/** What the calling thread's network namespace is besides its entries; a test may stand in for it. */
interface Transport {
    /** This machine's. */
    Transport LINUX = new Transport() {
        @Override
        public boolean isConfigured(Family family) throws IOException {
            return ProcNet.has(family == Family.IPV4 ? "tcp" : "tcp6");
        }

        @Override
        public Map<String, Long> tcpCounters() throws IOException {
            return ProcNet.counters("Tcp");
        }
    };

    /** Whether the kernel speaks TCP in addresses of this family. */
    boolean isConfigured(Family family) throws IOException;

    /** The counters of TCP, by the names of RFC 4022 without {@code tcp}. */
    Map<String, Long> tcpCounters() throws IOException;
}
