package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Lifetime;
import dev.berth.api.Protocol;
import dev.berth.client.varlink.JsonObject;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import dev.berth.kernel.unix.ProcessStat;
import dev.berth.kernel.unix.UnixClient;
import dev.berth.kernel.unix.UnixListener;
import dev.berth.testkit.Eventually;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The portserver protocol, byte for byte. */
class PortserverKernelTest {
    private static final long OWN = ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    private Path socket;
    private RunningBerthd berthd;

    @BeforeEach
    void start() throws Exception {
        socket = folder.resolve("ports");
        berthd = RunningBerthd.withPortserver(socket.toString(), folder);
    }

    @AfterEach
    void stop() {
        berthd.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void aPortOfBothPoolsIsTheProcesssWhoseNumberIsSent(String end) throws IOException {
        assertThat(ask(OWN + end)).isEqualTo("20000\n");
        GuardEntry entry = berthd.kernel.guardHome().entries().getFirst();
        assertThat(entry.protocol()).isEqualTo(Protocol.TCP_UDP);
        assertThat(entry.block()).hasToString("20000");
        assertThat(entry.owner().pid()).isEqualTo(OWN);
        assertThat(entry.lifetime()).isEqualTo(Lifetime.PROCESS);
        assertThat(ask(OWN + end)).isEqualTo("20001\n");
    }

    @Test
    void anAncestorOfTheSameUserMayBeNamed() throws IOException {
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        Life ancestor = ProcessStat.read("/proc/" + parent + "/stat").life();
        berthd.kernel.processTable().adopt(ancestor);
        assertThat(ask(Long.toString(parent))).isEqualTo("20000\n");
        assertThat(berthd.kernel.guardHome().entries().getFirst().owner()).isEqualTo(ancestor);
    }

    @ParameterizedTest
    @CsvSource({
        "0",
        "1",
        "-5",
        "' '",
        "abc",
        "12x",
        "0x10",
        "99999999999",
        "000000000000000000001",
        "123456789012345678901",
        "4711",
        "'4711 4712'"
    })
    void whatIsNoProcessOfTheAskersIsAnsweredByNothing(String request) throws IOException {
        assertThat(ask(request)).isEmpty();
        assertThat(berthd.kernel.guardHome().entries()).isEmpty();
    }

    @Test
    void anAncestorThatHasEndedIsNobody() throws IOException {
        Life dead = new Life(4711, 1);
        berthd.kernel.processTable().adopt(dead);
        berthd.kernel.processes().end(dead);
        assertThat(ask("4711")).isEmpty();
    }

    @Test
    void whoSaysNothingIsNotAnswered() throws IOException {
        try (SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            assertThat(ask(Long.toString(OWN))).isEqualTo("20000\n");
            silent.shutdownOutput();
            assertThat(read(silent)).isEmpty();
        }
    }

    @Test
    void whoLeavesBeforeTheAnswerDisturbsNobody() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (SocketChannel hasty = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                hasty.write(ByteBuffer.wrap(Long.toString(OWN).getBytes(StandardCharsets.US_ASCII)));
            }
        }
        assertThat(ask(Long.toString(OWN))).endsWith("\n");
    }

    @Test
    void theSocketGoesWithIt() {
        assertThat(socket).exists();
        berthd.close();
        assertThat(socket).doesNotExist();
    }

    @Test
    void anAbstractNameThatSomebodyElseHasIsWaitedForAndEverythingElseServed() throws Exception {
        String name = "@berth-test-" + OWN;
        UnixListener squatter = UnixListener.abstractly(name);
        try (RunningBerthd second = RunningBerthd.withPortserver(name, Files.createDirectory(folder.resolve("two")))) {
            assertThat(second.said)
                    .contains(
                            "somebody else listens on " + name + ": who asks for ports there is not answered by berthd"
                                    + " until that ends; nobody can take a path, such as --portserver "
                                    + second.socket.resolveSibling("portserver.sock"));
            try (Caller caller = second.connect()) {
                caller.granted("List", new JsonObject());
            }
            squatter.close();
            Eventually.when("it has the name", () -> second.said.contains("serving on " + name));
            try (UnixClient client = UnixClient.connect(name)) {
                client.send(ByteBuffer.wrap(Long.toString(OWN).getBytes(StandardCharsets.US_ASCII)));
                assertThat(StandardCharsets.US_ASCII.decode(client.receive()).toString())
                        .isEqualTo("20000\n");
            }
        }
    }

    private String ask(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            return read(channel);
        }
    }

    private static String read(SocketChannel channel) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(64);
        while (channel.read(answer) >= 0) {
            assertThat(answer.hasRemaining()).isTrue();
        }
        return StandardCharsets.US_ASCII.decode(answer.flip()).toString();
    }
}
