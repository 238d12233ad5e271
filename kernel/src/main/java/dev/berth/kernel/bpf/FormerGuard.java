package dev.berth.kernel.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What a guard of ABI 2 is like where it differs from ours, and how that becomes ours. */
final class FormerGuard {
    static final int ABI = 2;
    static final int META_SIZE = 64;
    static final int RESERVATION_SIZE = 1224;
    /** The name of the pin. */
    static final String RESERVATIONS = "reservations";

    /** Where our entries have the request and the owner's user. */
    private static final int INSERTED_AT = 40;

    private static final int INSERTED = ReservationStruct.SIZE - RESERVATION_SIZE;

    /** An entry. It counts for root's quota, who has none: only administrators could acquire. */
    static ByteBuffer entry(ByteBuffer former) {
        ByteBuffer entry = ByteBuffer.allocate(ReservationStruct.SIZE).order(ByteOrder.nativeOrder());
        entry.put(0, former, 0, INSERTED_AT);
        entry.put(INSERTED_AT + INSERTED, former, INSERTED_AT, RESERVATION_SIZE - INSERTED_AT);
        return entry;
    }

    /** What it says about itself, of an upgrade that is not finished: revision 0, and to be used by nobody yet. */
    static ByteBuffer meta(ByteBuffer former) {
        ByteBuffer meta = ByteBuffer.allocate(Meta.SIZE).order(ByteOrder.nativeOrder());
        meta.put(0, former, 0, META_SIZE);
        meta.putInt(Meta.ABI_AT, Meta.ABI);
        meta.putLong(Meta.CHANGES, MetaMemory.departed(former.getLong(Meta.CHANGES)));
        return meta;
    }

    private FormerGuard() {}
}
