package dev.berth.cli;

import dev.berth.client.Line;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.Frames;
import dev.berth.client.varlink.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/** A berthd that gives each connection its replies and then hangs up; nobody, when there are no more. */
final class FakeBerthd implements Line.Opening {
    final List<Call> calls = new ArrayList<>();
    private final Deque<List<Reply>> connections = new ArrayDeque<>();

    /** Answers the next connection so. */
    FakeBerthd answer(Reply... replies) {
        connections.add(List.of(replies));
        return this;
    }

    @Override
    public Line open(Path socket) throws IOException {
        if (connections.isEmpty()) {
            throw new ConnectException("Connection refused");
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (Reply reply : connections.remove()) {
            said.writeBytes(Frames.of(reply.message()).array());
        }
        ByteBuffer unheard = ByteBuffer.wrap(said.toByteArray());
        return new Line() {
            @Override
            public void send(ByteBuffer bytes, OptionalInt descriptor) throws IOException {
                calls.add(Call.of(new Frames(bytes.remaining()).next(bytes).orElseThrow()));
            }

            @Override
            public int receive(ByteBuffer into) {
                byte[] piece = new byte[Math.min(into.remaining(), unheard.remaining())];
                unheard.get(piece);
                into.put(piece);
                return piece.length == 0 ? -1 : piece.length;
            }

            @Override
            public void close() {}
        };
    }
}
