package dev.berth.iphlpapi;

import static dev.berth.iphlpapi.IpHelper.htons;
import static dev.berth.iphlpapi.IpHelper.ntohs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Protocol;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.Errno;
import dev.berth.testkit.kernel.ScriptedKernel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IpHelperTest {
    private final ScriptedKernel kernel = new ScriptedKernel();

    @TempDir
    private Path folder;

    private IpHelper helper = new IpHelper(new BrokenPorts());

    @BeforeEach
    void anEngineOnTheScriptedKernel() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T10:42:00Z"));
        helper = new IpHelper(new EnginePorts(kernel, folder.resolve("store"), clock, Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    @DisplayName("P1 P8 P12 Create hands out a token, Lookup the same, Delete ends both")
    void createLookupDelete(Protocol protocol) {
        Functions functions = Functions.of(helper, protocol);
        long[] created = {0};
        assertThat(functions.create(htons(5000), (short) 20, created)).isZero();
        assertThat(created[0]).isNotZero();
        assertThat(kernel.guardHome().refuses(protocol, 5000)).isTrue();
        assertThat(kernel.guardHome().refuses(protocol, 5019)).isTrue();
        assertThat(kernel.guardHome().refuses(protocol, 5020)).isFalse();
        assertThat(helper.explain())
                .contains("reserved " + protocol + " 5000-5019")
                .doesNotContain("did you mean");
        long[] found = {0};
        assertThat(functions.lookup(htons(5000), (short) 20, found)).isZero();
        assertThat(found).isEqualTo(created);
        assertThat(functions.delete(htons(5000), (short) 20)).isZero();
        assertThat(kernel.guardHome().refuses(protocol, 5000)).isFalse();
        assertThat(functions.lookup(htons(5000), (short) 20, found)).isEqualTo(1168);
        assertThat(found).isEqualTo(created);
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    @DisplayName("P2 P10 P13 A token argument that is null or has not one element: 87, and nothing is asked")
    void noToken(Protocol protocol) {
        Functions functions = Functions.of(helper, protocol);
        List<long[]> wrong = new ArrayList<>(List.of(new long[0], new long[2]));
        wrong.add(null);
        for (long[] token : wrong) {
            assertThat(functions.create(htons(5000), (short) 1, token)).isEqualTo(87);
            assertThat(functions.lookup(htons(5000), (short) 1, token)).isEqualTo(87);
            assertThat(helper.explain()).contains("ERROR_INVALID_PARAMETER (87)", "Token is not an array");
        }
        assertThat(kernel.script().calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    @DisplayName("P2 P3 P9 P10 P13 Zero: 87; past 65535: 87 to create, else 1168; the token is left alone")
    void unsound(Protocol protocol) {
        Functions functions = Functions.of(helper, protocol);
        int[][] blocks = {{0, 1}, {0, 0}, {5000, 0}, {65_535, 2}, {2, 65_535}, {65_535, 65_535}};
        for (int[] block : blocks) {
            long[] token = {7};
            assertThat(functions.create(htons(block[0]), (short) block[1], token))
                    .isEqualTo(87);
            int nowhere = block[0] == 0 || block[1] == 0 ? 87 : 1168;
            assertThat(functions.lookup(htons(block[0]), (short) block[1], token))
                    .isEqualTo(nowhere);
            assertThat(functions.delete(htons(block[0]), (short) block[1])).isEqualTo(nowhere);
            assertThat(token).containsExactly(7);
        }
        assertThat(functions.create(htons(1), (short) 30_000, new long[1])).isZero();
        assertThat(functions.create(htons(65_535), (short) 1, new long[1])).isZero();
    }

    @Test
    @DisplayName("P16 The start port that was not swapped reserves another block, and explain says which")
    void notSwapped() {
        long[] token = {0};
        assertThat(helper.CreatePersistentTcpPortReservation((short) 5000, (short) 2, token))
                .isZero();
        assertThat(kernel.guardHome().refuses(Protocol.TCP, 5000)).isFalse();
        assertThat(kernel.guardHome().refuses(Protocol.TCP, 34_835)).isTrue();
        assertThat(kernel.guardHome().refuses(Protocol.TCP, 34_836)).isTrue();
        assertThat(helper.explain())
                .isEqualTo("CreatePersistentTcpPortReservation: NO_ERROR (0): The operation completed successfully."
                        + " reserved tcp 34835-34836 (StartPort is in network order: did you mean htons(5000)?)");
        assertThat(helper.DeletePersistentTcpPortReservation(htons(5000), (short) 2))
                .isEqualTo(1168);
        assertThat(helper.explain())
                .startsWith(
                        "DeletePersistentTcpPortReservation: ERROR_NOT_FOUND (1168): Element not found. delete tcp 5000-5001: ")
                .doesNotContain("did you mean");
        assertThat(helper.LookupPersistentTcpPortReservation((short) 5000, (short) 2, token))
                .isZero();
        assertThat(helper.explain()).contains("found tcp 34835-34836", "htons(5000)");
    }

    @Test
    @DisplayName("P4 P5 P7 Refusals: the code, and explain has its name, Windows' text and Berth's sentence")
    void refusals() {
        kernel.sockets().listen(Protocol.TCP, 5001);
        long[] token = {7};
        assertThat(helper.CreatePersistentTcpPortReservation(htons(5000), (short) 2, token))
                .isEqualTo(32);
        assertThat(helper.explain())
                .contains("ERROR_SHARING_VIOLATION (32)", Code.ERROR_SHARING_VIOLATION.text(), "5001", "pid 4121");
        assertThat(helper.CreatePersistentUdpPortReservation(htons(5000), (short) 2, token))
                .isZero();
        assertThat(helper.CreatePersistentUdpPortReservation(htons(5001), (short) 1, token))
                .isEqualTo(32);
        kernel.processes().callerLacks("CAP_BPF");
        assertThat(helper.CreatePersistentUdpPortReservation(htons(6000), (short) 1, token))
                .isEqualTo(5);
        assertThat(helper.DeletePersistentUdpPortReservation(htons(5000), (short) 2))
                .isEqualTo(5);
        assertThat(helper.explain()).contains("ERROR_ACCESS_DENIED (5)", "CAP_BPF");
        assertThat(helper.DeletePersistentUdpPortReservation(htons(5000), (short) 0))
                .isEqualTo(87);
    }

    @Test
    @DisplayName("P14 Without privilege Lookup answers 0 and token 0, and explain that nobody has verified it")
    void unprivilegedLookup() {
        long[] token = {7};
        assertThat(helper.CreatePersistentTcpPortReservation(htons(5000), (short) 1, token))
                .isZero();
        kernel.processes().callerLacks("CAP_BPF");
        assertThat(helper.LookupPersistentTcpPortReservation(htons(5000), (short) 1, token))
                .isZero();
        assertThat(token).containsExactly(Mstcpip.INVALID_PORT_RESERVATION_TOKEN);
        assertThat(helper.explain()).contains("found tcp 5000, as recorded: you may not see");
    }

    @Test
    void aFailingKernelIsACode() {
        kernel.script().fail("GuardHome.load", Errno.ENOMEM);
        assertThat(helper.CreatePersistentTcpPortReservation(htons(5000), (short) 1, new long[1]))
                .isEqualTo(1117);
        assertThat(helper.explain()).contains("ERROR_IO_DEVICE (1117)", "ENOMEM");
    }

    @Test
    void aBugBelowIsACodeToo() {
        try (IpHelper broken = new IpHelper(new BrokenPorts())) {
            assertThat(broken.CreatePersistentTcpPortReservation(htons(5000), (short) 1, new long[1]))
                    .isEqualTo(1117);
            assertThat(broken.DeletePersistentUdpPortReservation(htons(5000), (short) 1))
                    .isEqualTo(1117);
            assertThat(broken.LookupPersistentUdpPortReservation(htons(5000), (short) 1, new long[1]))
                    .isEqualTo(1117);
            assertThat(broken.explain()).contains("lookup udp 5000", BrokenPorts.WHY);
        }
    }

    @Test
    void eachThreadIsToldOfItsOwnLastCall() throws InterruptedException {
        assertThat(helper.explain()).contains("none");
        helper.CreatePersistentTcpPortReservation(htons(5000), (short) 1, new long[1]);
        List<String> elsewhere = new ArrayList<>();
        Thread other = Thread.ofPlatform().start(() -> {
            elsewhere.add(helper.explain());
            helper.DeletePersistentTcpPortReservation(htons(6000), (short) 1);
            elsewhere.add(helper.explain());
        });
        other.join();
        assertThat(elsewhere.getFirst()).contains("none");
        assertThat(elsewhere.getLast()).contains("6000");
        assertThat(helper.explain()).contains("reserved tcp 5000");
    }

    @Test
    @DisplayName("P16 htons(5000) is 34835, and ntohs takes every port back")
    void byteOrder() {
        assertThat(Short.toUnsignedInt(htons(5000))).isEqualTo(34_835);
        for (int port = 0; port <= 65_535; port++) {
            assertThat(ntohs(htons(port))).isEqualTo(port);
        }
    }

    @Test
    void formatMessageHasWindowsTextsAndSaysWhereItHasNone() {
        for (Code code : Code.values()) {
            assertThat(IpHelper.FormatMessage(code.number())).isEqualTo(code.text());
        }
        assertThat(IpHelper.FormatMessage(87)).isEqualTo("The parameter is incorrect.");
        assertThat(IpHelper.FormatMessage(12_345)).contains("cannot find message text", "0x3039");
        assertThat(IpHelper.FormatMessage(-1)).contains("cannot find message text", "0xffffffff");
    }
}
