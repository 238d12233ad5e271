package dev.berth.junit;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Outcome;
import dev.berth.client.Mode;
import dev.berth.client.Order;
import dev.berth.client.ProcessPorts;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** A run of tests, and the ports of this machine for it. Safe for concurrent use. */
final class Run implements CloseableResource, AutoCloseable {
    static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Run.class);

    /** The configuration parameter that says how firmly ports are to be held. */
    private static final String MODE = "berth.mode";

    private final SharedFields fields = new SharedFields();
    private final Optional<String> mode;
    private @Nullable ProcessPorts ports;

    private Run(Optional<String> mode) {
        this.mode = mode;
    }

    /** The run that a context is of. */
    static Run of(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Run.class, key -> new Run(context.getConfigurationParameter(MODE)), Run.class);
    }

    /** Has what is demanded, or fails with why not. */
    Lease.Holding acquire(Demand demand) {
        Wish wish = demand.wish();
        if (wish.kind() == Kind.CLOSED) {
            try {
                return ClosedSocket.open();
            } catch (IOException failed) {
                throw new IllegalStateException(demand + ": no port is to be had, " + failed.getMessage(), failed);
            }
        }
        ProcessPorts machine = ports();
        AcquireRequest request = AcquireRequest.of(wish.protocol(), wish.count());
        Outcome<AcquiredBlock> asked = wish.range()
                .map(range -> machine.acquire(request, range, Order.RANDOM))
                .orElseGet(() -> machine.acquire(request));
        if (asked instanceof Outcome.Refused<AcquiredBlock> refused) {
            throw new IllegalStateException(
                    demand + ": " + refused.code() + " (" + refused.code().number() + "), " + refused.message());
        }
        return new HeldBlock(asked.orElseThrow());
    }

    /** Has what the static field of a demand has, for one more class. */
    Lease.Holding join(Demand demand) {
        return fields.join(demand, this::acquire);
    }

    @Override
    public synchronized void close() {
        if (ports != null) {
            ports.close();
        }
    }

    private synchronized ProcessPorts ports() {
        ProcessPorts open = ports;
        if (open == null) {
            try {
                open = ProcessPorts.ofThisMachine(
                        mode.map(word -> Mode.parse(MODE, word)).orElseGet(Mode::ofEnvironment));
            } catch (IllegalArgumentException noMode) {
                throw new ExtensionConfigurationException(noMode.getMessage(), noMode);
            }
            ports = open;
        }
        return open;
    }
}
