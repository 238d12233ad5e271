package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Mapping;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The reading end of the ring buffer of refusals, {@code BPF_MAP_TYPE_RINGBUF}: a page with the consumer's position, a
 * page with the producer's, and the data twice in a row, so that a record that wraps around reads on.
 *
 * <p>Not safe for concurrent use, and there is one reader of a ring in the whole system: it moves the position.
 */
final class Refusals implements AutoCloseable {
    /** {@code REFUSALS_BYTES}. */
    private static final int SIZE = 256 * 1024;

    private static final int HEADER = 8;
    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;
    private static final VarHandle POSITION = JAVA_LONG.varHandle();
    private static final VarHandle LENGTH = JAVA_INT.varHandle();

    private final Mapping consumer;
    private final Mapping producer;

    Refusals(Fd ring) throws SyscallException {
        int page = Mapping.pageSize();
        consumer = Mapping.shared(ring, page, "refusals");
        producer = Mapping.readOnly(ring, page + 2L * SIZE, page, "refusals");
    }

    /** What was refused since the last call, oldest first; does not wait. */
    List<Refusal> read() {
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
                refusals.add(Refusal.read(data.asSlice(place + HEADER, size)));
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
    }
}
