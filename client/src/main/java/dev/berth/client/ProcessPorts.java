package dev.berth.client;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.RuntimePorts;
import dev.berth.api.Token;
import dev.berth.client.cooperative.CooperativePorts;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ports for this process, on any machine: enforced by the kernel where a berthd answers, else cooperative, as the
 * {@link Mode} says. A block lives until it is closed, and no longer than this process.
 *
 * <p>A cooperative reservation keeps out who asks in the same way on the same machine, and as a rule automatic
 * assignment; {@link AcquiredBlock#isEnforced()} tells it apart. It knows no consumers: nobody is kept from binding by it
 * who insists. Which of the
 * two it is, and why, is logged to {@code dev.berth.client} when it is known, and when it becomes different.
 *
 * <p>Needs no privilege. Safe for concurrent use.
 */
public final class ProcessPorts implements RuntimePorts {
    private static final System.Logger LOG = System.getLogger("dev.berth.client");

    private final Mode mode;
    private final RuntimePorts enforced;
    private final RuntimePorts cooperative;
    /** Which of the two the log was told last. */
    private final AtomicReference<@Nullable Mode> told = new AtomicReference<>();

    ProcessPorts(Mode mode, RuntimePorts enforced, RuntimePorts cooperative) {
        this.mode = mode;
        this.enforced = enforced;
        this.cooperative = cooperative;
    }

    /**
     * {@return the ports of this machine: through the berthd at {@code BERTH_SOCKET}, else of
     * {@link ClientPorts#USUAL_SOCKET}, or cooperative}
     *
     * @param mode how firmly they are to be held
     */
    public static ProcessPorts ofThisMachine(Mode mode) {
        return new ProcessPorts(mode, ClientPorts.ofThisMachine(), CooperativePorts.ofThisMachine());
    }

    /**
     * {@return the same, as firmly as {@code BERTH_MODE} says}
     *
     * @throws IllegalArgumentException if it names no mode
     */
    public static ProcessPorts ofThisMachine() {
        return ofThisMachine(Mode.ofEnvironment());
    }

    @Override
    public Outcome<AcquiredBlock> acquire(AcquireRequest request) {
        if (mode == Mode.COOPERATIVE) {
            return cooperatively(request, "as was asked for");
        }
        Outcome<AcquiredBlock> asked = enforced.acquire(request);
        if (!(asked instanceof Outcome.Refused<AcquiredBlock> refused)) {
            tell(Mode.ENFORCED, "ports are enforced: the kernel refuses them to every other program");
            return asked;
        }
        return switch (refused.code()) {
            case WSAENETDOWN, ERROR_NOT_SUPPORTED ->
                mode == Mode.AUTO
                        ? cooperatively(request, refused.message())
                        : Outcome.refused(
                                refused.code(), refused.message() + "; or let ports be cooperative with mode auto");
            default -> asked;
        };
    }

    /**
     * Acquires a block within a range, whatever start the request names; otherwise as {@link #acquire(AcquireRequest)}.
     *
     * <p>Refused with {@link Code#WSAEINVAL} where the range is unsound or smaller than the block, and with
     * {@link Code#WSAENOBUFS} where no block of that size is free in it.
     *
     * @param request which ports
     * @param within the range
     * @param order which block is tried first
     * @return the block, to be closed
     */
    public Outcome<AcquiredBlock> acquire(AcquireRequest request, PortBlock within, Order order) {
        return new RangeSearch(within, order).acquire(this, request);
    }

    @Override
    public Outcome<Token> release(Token token) {
        Outcome<Token> own = cooperative.release(token);
        return own.code() == Code.NO_ERROR ? own : enforced.release(token);
    }

    /** Closes the connection to berthd; what was acquired stays acquired. */
    @Override
    public void close() {
        enforced.close();
        cooperative.close();
    }

    private Outcome<AcquiredBlock> cooperatively(AcquireRequest request, String why) {
        tell(
                Mode.COOPERATIVE,
                "ports are cooperative, " + why + ": a program that does not ask for its ports can take them");
        return cooperative.acquire(request);
    }

    private void tell(Mode now, String sentence) {
        if (told.getAndSet(now) != now) {
            LOG.log(System.Logger.Level.INFO, sentence);
        }
    }
}
