package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.client.message.Methods;
import dev.berth.client.message.Places;
import dev.berth.client.message.Requests;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.Frames;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Descriptors go along with their calls, over a line that passes them. */
class LineTest {
    private static final Token TOKEN = new Token(7);
    private static final Path SOCKET = Path.of("/run/berth/berth.sock");

    /** What a line was given, and what it answers. */
    private static class ScriptedLine implements Line {
        private final List<OptionalInt> descriptors = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private final JsonObject answer;
        private boolean closed;

        ScriptedLine(JsonObject answer) {
            this.answer = answer;
        }

        @Override
        public void send(ByteBuffer bytes, OptionalInt descriptor) throws IOException {
            calls.add(Call.of(new Frames(10_000).next(bytes).orElseThrow()));
            descriptors.add(descriptor);
        }

        @Override
        public int receive(ByteBuffer into) {
            byte[] reply = Frames.of(Reply.of(answer).message()).array();
            into.put(reply);
            return reply.length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void anAnchorGoesAlongWithTheAcquisition() {
        ScriptedLine line =
                new ScriptedLine(Places.of(Protocol.UDP, PortBlock.of(9000, 2)).with("token", "0x7"));
        AcquireRequest request = AcquireRequest.of(Protocol.UDP, 2).startingAt(9000);
        try (ClientPorts ports = ports(line)) {
            AcquiredBlock block = ports.acquire(request, 42).orElseThrow();
            assertThat(block).hasToString("udp 9000-9001");
            assertThat(block.token()).isEqualTo(TOKEN);
            ports.list();
        }
        assertThat(line.descriptors).containsExactly(OptionalInt.of(42), OptionalInt.empty());
        assertThat(line.calls.get(0)).satisfies(call -> {
            assertThat(call.method()).isEqualTo(Methods.ACQUIRE);
            assertThat(Requests.acquire(call.parameters())).isEqualTo(request);
            assertThat(call.parameters().number("request")).isPresent();
        });
        assertThat(line.closed).isTrue();
    }

    @Test
    void aSocketGoesAlongWithItsToken() {
        ScriptedLine line = new ScriptedLine(new JsonObject());
        try (ClientPorts ports = ports(line)) {
            assertThat(ports.associate(17, Protocol.TCP, TOKEN)).isEqualTo(Outcome.granted(TOKEN));
        }
        assertThat(line.descriptors).containsExactly(OptionalInt.of(17));
        assertThat(line.calls)
                .containsExactly(Call.of(Methods.ASSOCIATE, new JsonObject().with("token", TOKEN.toString())));
    }

    @Test
    void aLineThatFailsInTheMiddleIsNotUsedAgain() {
        Queue<Line> lines = new ArrayDeque<>();
        lines.add(new ScriptedLine(new JsonObject()) {
            @Override
            public int receive(ByteBuffer into) {
                throw new IllegalStateException("out of something");
            }
        });
        lines.add(new ScriptedLine(new JsonObject().with("text", "berth_up 1\n")));
        try (ClientPorts ports = new ClientPorts(SOCKET, socket -> lines.remove())) {
            assertThatThrownBy(ports::list).hasMessage("out of something");
            assertThat(ports.metrics()).isEqualTo(Outcome.granted("berth_up 1\n"));
        }
    }

    @Test
    void aLineThatCannotPassDescriptorsSaysSo() {
        Line without = new Line() {
            @Override
            public void send(ByteBuffer bytes, OptionalInt descriptor) {
                throw new UnsupportedOperationException("this passes no descriptors");
            }

            @Override
            public int receive(ByteBuffer into) {
                return -1;
            }

            @Override
            public void close() {}
        };
        try (ClientPorts ports = ports(without)) {
            assertThat(ports.associate(17, Protocol.TCP, TOKEN))
                    .isEqualTo(Outcome.refused(
                            Code.ERROR_NOT_SUPPORTED,
                            "associate a tcp socket with 0x0000000000000007: this passes no descriptors"));
        }
    }

    private static ClientPorts ports(Line line) {
        return new ClientPorts(SOCKET, socket -> line);
    }
}
