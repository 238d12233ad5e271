package dev.berth.daemon;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Outcome;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Protocol;
import dev.berth.engine.Quota;
import dev.berth.engine.Tenant;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import dev.berth.kernel.ProcessTable;
import dev.berth.kernel.unix.UnixStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Gives a port to clients of the portserver protocol: of both pools, until the process ends that they name, which is their
 * own or a living ancestor of the same user. Belongs to the loop's thread.
 */
final class Portserver implements Guest.Host {
    private static final AcquireRequest ONE = AcquireRequest.of(Protocol.TCP_UDP, 1);

    private final Wire wire;
    private final Engines engines;
    private final Desk desk;
    private final Policy policy;
    private final Owners owners;

    Portserver(Wire wire, Engines engines, Desk desk, Policy policy, Owners owners) {
        this.wire = wire;
        this.engines = engines;
        this.desk = desk;
        this.policy = policy;
        this.owners = owners;
    }

    @Override
    public Guest receive(UnixStream stream, Reception.Visitor visitor, Allowance allowance) {
        return new PortserverCall(wire, stream, visitor, allowance, this);
    }

    /**
     * Asks for a port.
     *
     * @param pid whose it is to be
     * @param user what the asker's user may have done
     * @param answer takes the port, now or later; none where there is none to be had
     */
    void ask(Asker asker, int pid, Allowance user, Consumer<OptionalInt> answer) {
        Optional<Life> owner = asker.objection().isPresent() ? Optional.empty() : owner(asker, pid);
        if (owner.isEmpty()) {
            wire.counters().refused();
            answer.accept(OptionalInt.empty());
            return;
        }
        Optional<Quota> quota = asker.administrator() ? Optional.empty() : Optional.of(policy.quota());
        Tenant tenant = new Tenant(owner.get(), asker.uid(), quota);
        desk.quickly(
                user.changes(),
                () -> engines.steward().acquire(ONE, tenant, 0, OptionalInt.empty()),
                new Desk.Answer<>() {
                    @Override
                    public void accept(Outcome<GuardEntry> outcome) {
                        if (outcome instanceof Outcome.Granted<GuardEntry>(GuardEntry entry, var _)) {
                            owners.acquired(entry, asker);
                            answer.accept(OptionalInt.of(entry.block().start()));
                        } else {
                            wire.counters().refused();
                            answer.accept(OptionalInt.empty());
                        }
                    }

                    @Override
                    public void broken() {
                        answer.accept(OptionalInt.empty());
                    }
                });
    }

    private Optional<Life> owner(Asker asker, int pid) {
        ProcessTable processes = engines.kernel().processTable();
        try {
            if (pid == asker.life().pid()) {
                return Optional.of(asker.life());
            }
            Optional<Life> ancestor = processes.ancestor(asker.life(), pid);
            return ancestor.isPresent()
                            && processes
                                    .find(ancestor.get())
                                    .map(OwnerProcess::uid)
                                    .equals(Optional.of(asker.uid()))
                    ? ancestor
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
