package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.Refusal;
import dev.berth.kernel.Refusals;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.BootClock;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Mapping;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The reading end of the ring buffer of refusals, {@code BPF_MAP_TYPE_RINGBUF}: a page with the consumer's position, a
 * page with the producer's, and the data twice in a row, so that a record that wraps around reads on.
 */
final class RefusalRing implements Refusals {
    /** {@code REFUSALS_BYTES}. */
    private static final int SIZE = 256 * 1024;

    private static final int HEADER = 8;
    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;
    private static final VarHandle POSITION = JAVA_LONG.varHandle();
    private static final VarHandle LENGTH = JAVA_INT.varHandle();

    private final Fd ring;
    private final Mapping consumer;
    private final Mapping producer;

    /** Reads a ring, whose descriptor is closed with this: nobody else's, or it would be waited for until all are closed. */
    RefusalRing(Fd ring) throws SyscallException {
        this.ring = ring;
        int page = Mapping.pageSize();
        consumer = Mapping.shared(ring, page, "refusals");
        try {
            producer = Mapping.readOnly(ring, page + 2L * SIZE, page, "refusals");
        } catch (SyscallException failed) {
            consumer.close();
            throw failed;
        }
    }

    @Override
    public List<Refusal> read() throws IOException {
        return isEmpty() ? List.of() : read(BootClock.now(), new CgroupNames());
    }

    @Override
    public int descriptor() {
        return ring.number();
    }

    private boolean isEmpty() {
        return (long) POSITION.get(consumer.segment(), 0L) == (long) POSITION.getAcquire(producer.segment(), 0L);
    }

    private List<Refusal> read(BootClock clock, CgroupNames cgroups) {
        List<Refusal> refusals = new ArrayList<>();
        MemorySegment data = producer.segment().asSlice(Mapping.pageSize());
        long at = (long) POSITION.get(consumer.segment(), 0L);
        while (at < (long) POSITION.getAcquire(producer.segment(), 0L)) {
            long place = at & (SIZE - 1);
            int length = (int) LENGTH.getAcquire(data, place);
            if ((length & BUSY) != 0) {
                break; // still being written
            }
            int size = length & ~DISCARDED;
            if ((length & DISCARDED) == 0) {
                refusals.add(RefusalStruct.read(data.asSlice(place + HEADER, size), clock, cgroups::name));
            }
            at += (size + HEADER + 7) & ~7;
            POSITION.setRelease(consumer.segment(), 0L, at);
        }
        return refusals;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        ring.close();
    }
}
