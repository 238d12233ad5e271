package dev.berth.kernel.sysctl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LinuxReservedPortsKernelTest {
    private final LinuxReservedPorts ports = new LinuxReservedPorts();

    @Test
    void theListIsWhatTheFileSays() throws Exception {
        byte[] buffer = new byte[1 << 18];
        try (var file = new RandomAccessFile("/proc/sys/net/ipv4/ip_local_reserved_ports", "r")) {
            int length = file.read(buffer); // one read, for a second one returns nothing
            assertThat(ports.read().toString()).isEqualTo(new String(buffer, 0, length, US_ASCII).strip());
        }
    }

    @Test
    void theAutomaticRangeIsABlockThatSomeAutomaticPortLiesIn() throws Exception {
        try (var socket = new ServerSocket(0)) {
            assertThat(ports.automatic().contains(socket.getLocalPort())).isTrue();
        }
    }
}
