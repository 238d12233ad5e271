package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.api.Token;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Mapping;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.invoke.VarHandle;

/**
 * The map {@code berth_meta}, in our memory: what changes of it while the guard lives. Belongs to who holds the lock;
 * the number of endings is the guard's own.
 */
final class MetaMemory implements AutoCloseable {
    private static final long TURN = at("turn");
    private static final long NEXT_TOKEN = at("next_token");
    private static final long CHANGES = at("changes");
    private static final long ENDINGS = at("endings");
    private static final long REVISION = at("revision");
    private static final VarHandle COUNTER = JAVA_LONG.varHandle();
    /** In the number of changes: the guard is about to keep nothing any more. */
    private static final long RETIRED = Long.MIN_VALUE;
    /** In the number of changes: it has been taken out of the kernel. */
    private static final long DEPARTED = 1L << 62;

    private final Mapping mapping;

    MetaMemory(Fd map) throws SyscallException {
        mapping = Mapping.shared(map, Meta.SIZE, "berth_meta");
    }

    Token issue() {
        long token = get(NEXT_TOKEN);
        set(NEXT_TOKEN, token + 1);
        return new Token(token);
    }

    long changes() {
        return get(CHANGES);
    }

    void announce() {
        set(CHANGES, changes() + 1);
    }

    boolean isRetired() {
        return (changes() & RETIRED) != 0;
    }

    void retire() {
        set(CHANGES, changes() | RETIRED);
    }

    /** Tells whether a guard has departed, by the number of changes in its map. */
    static boolean isDeparted(long changes) {
        return (changes & DEPARTED) != 0;
    }

    /** The number of changes of a guard that has departed. */
    static long departed(long changes) {
        return changes | RETIRED | DEPARTED;
    }

    void depart() {
        set(CHANGES, changes() | DEPARTED);
    }

    /** After a retirement that was interrupted: nobody who saw an earlier number takes this for it. */
    void revive() {
        set(CHANGES, (changes() & ~RETIRED & ~DEPARTED) + 1);
    }

    long endings() {
        return get(ENDINGS);
    }

    /** Counts endings that the guard has not; it may count itself at the same time. */
    void addEndings(long more) {
        long _ = (long) COUNTER.getAndAdd(mapping.segment(), ENDINGS, more);
    }

    /** Which programs are attached. */
    int revision() {
        return mapping.segment().get(JAVA_INT, REVISION);
    }

    /** Says which programs are attached. */
    void revise(int revision) {
        mapping.segment().set(JAVA_INT, REVISION, revision);
    }

    int turn() {
        return mapping.segment().get(JAVA_INT, TURN);
    }

    void turn(int port) {
        mapping.segment().set(JAVA_INT, TURN, port);
    }

    @Override
    public void close() {
        mapping.close();
    }

    private long get(long offset) {
        return mapping.segment().get(JAVA_LONG, offset);
    }

    private void set(long offset, long value) {
        mapping.segment().set(JAVA_LONG, offset, value);
    }

    private static long at(String field) {
        return Meta.LAYOUT.byteOffset(PathElement.groupElement(field));
    }
}
