package dev.berth.maven;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.RuntimePorts;
import dev.berth.api.Token;
import java.util.Set;
import java.util.TreeSet;

/** Ports that are given from 5000 on, as many as there are, each as the token of its number. */
final class FakePorts implements RuntimePorts {
    private static final int FIRST = 5000;

    /** The ports that are held. */
    final Set<Long> held = new TreeSet<>();

    /** The ports that nobody can give back. */
    final Set<Long> stuck = new TreeSet<>();

    private final int count;
    private int given;

    FakePorts(int count) {
        this.count = count;
    }

    /** The next one. */
    Outcome<AcquiredBlock> next() {
        return acquire(AcquireRequest.of(Protocol.TCP, 1));
    }

    @Override
    public Outcome<AcquiredBlock> acquire(AcquireRequest request) {
        if (given == count) {
            return Outcome.refused(Code.WSAENOBUFS, "acquire 1 tcp port: none is left; ask for fewer");
        }
        int port = FIRST + given++;
        held.add((long) port);
        return Outcome.granted(
                AcquiredBlock.cooperative(new Token(port), request.protocol(), PortBlock.of(port), this));
    }

    @Override
    public Outcome<Token> release(Token token) {
        if (stuck.contains(token.bits())) {
            return Outcome.refused(Code.ERROR_IO_DEVICE, "release " + token + ": it is stuck");
        }
        held.remove(token.bits());
        return Outcome.granted(token);
    }

    @Override
    public void close() {}
}
