package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.ClientPorts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The units of systemd say what the program expects. */
class UnitsTest {
    private static final String STORE = "/var/lib/berth";

    private static UnitFile service() throws IOException {
        return UnitFile.read("berthd.service");
    }

    private static UnitFile socket() throws IOException {
        return UnitFile.read("berthd.socket");
    }

    @Test
    void systemdListensWhereClientsAsk() throws IOException {
        assertThat(socket().words("ListenStream")).containsExactly(ClientPorts.USUAL_SOCKET.toString());
    }

    @Test
    void everybodyMayConnectAndOnlyRootReplaceTheSocket() throws IOException {
        assertThat(socket().words("SocketMode")).containsExactly("0666");
        assertThat(socket().words("DirectoryMode")).containsExactly("0755");
    }

    @Test
    void theServiceTakesTheSocketAndSaysWhenItIsReady() throws IOException {
        UnitFile service = service();
        assertThat(service.words("Requires")).containsExactly("berthd.socket");
        assertThat(service.words("Type")).containsExactly("notify");
        assertThat(service.words("ExecStart")).containsExactly("/usr/bin/berth", "serve");
        assertThat(service.words("Restart")).containsExactly("on-failure");
        assertThat(service.words("Also")).containsExactly("berthd.socket");
        assertThat(socket().words("Accept")).isEmpty(); // or there would be one berthd a client
    }

    @Test
    void whatIsRecordedComesBeforeWhatIsAcquired() throws IOException {
        assertThat(service().words("After")).contains("berth-restore.service", "berthd.socket");
    }

    @Test
    void theStoreIsWritableThoughLittleElseIs() throws IOException {
        UnitFile service = service();
        assertThat(service.words("ProtectSystem")).containsExactly("strict");
        assertThat(service.words("StateDirectory")).containsExactly(STORE.replace("/var/lib/", ""));
        assertThat(service.words("RequiresMountsFor")).contains(STORE, "/sys/fs/bpf");
    }

    /** What was built works also where git has moved on: neither boot nor a client is to wait for Maven. */
    @Test
    void noUnitBuilds() throws IOException {
        assertThat(service().words("Environment")).containsExactly("BERTH_BUILD=never");
        assertThat(UnitFile.read("berth-restore.service").words("Environment")).containsExactly("BERTH_BUILD=never");
    }

    @Test
    void fiveThousandClientsHaveRoom() throws IOException {
        assertThat(Integer.parseInt(service().words("LimitNOFILE").getFirst())).isGreaterThan(2 * 5_000 + 1_000);
    }

    /** Each of these would take away what the guard needs; see the comments in the unit. */
    @Test
    void hardeningLeavesTheGuardItsMeans() throws IOException {
        UnitFile service = service();
        assertThat(service.assignments())
                .doesNotContainKeys(
                        "ProtectKernelTunables",
                        "MemoryDenyWriteExecute",
                        "PrivateNetwork",
                        "PrivateUsers",
                        "DynamicUser",
                        "User",
                        "ProcSubset",
                        "ProtectProc");
        assertThat(service.words("CapabilityBoundingSet"))
                .contains("CAP_BPF", "CAP_PERFMON", "CAP_NET_ADMIN", "CAP_NET_BIND_SERVICE", "CAP_SYS_PTRACE")
                .contains("CAP_KILL")
                .doesNotContain("CAP_SYS_ADMIN");
        assertThat(service.words("SystemCallFilter")).contains("bpf");
        assertThat(service.words("RestrictAddressFamilies"))
                .containsExactlyInAnyOrder("AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK");
    }
}
