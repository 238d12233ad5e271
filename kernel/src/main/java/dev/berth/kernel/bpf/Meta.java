package dev.berth.kernel.bpf;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.NetworkNamespace;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * {@code struct meta}, port_guard.h: what a guard says about itself. The ABI comes first in every version, so that a
 * guard of another one can be recognized.
 *
 * @param abi the version of port_guard.h
 * @param namespace the network namespace that it keeps
 * @param nextToken the token that is issued next
 * @param bootId the boot in which it was loaded
 * @param revision which programs of that ABI were attached last, counted from 1; 0 while an upgrade is under way
 * @param changes how many were announced, and in the highest bits whether it still keeps anything
 */
record Meta(int abi, int revision, NetworkNamespace namespace, long nextToken, UUID bootId, long changes) {
    /** {@code GUARD_ABI}. */
    static final int ABI = 3;
    /** {@code GUARD_REVISION}. */
    static final int REVISION = 2;

    static final StructLayout LAYOUT = structLayout(
            JAVA_INT.withName("abi"),
            JAVA_INT.withName("turn"),
            JAVA_LONG.withName("namespace_cookie"),
            JAVA_LONG.withName("namespace_inode"),
            JAVA_LONG.withName("next_token"),
            sequenceLayout(16, JAVA_BYTE).withName("boot_id"),
            JAVA_LONG.withName("changes"),
            JAVA_LONG.withName("endings"),
            JAVA_INT.withName("revision"),
            JAVA_INT.withName("padding"));
    static final int SIZE = (int) LAYOUT.byteSize();

    static final int ABI_AT = at("abi");
    static final int CHANGES = at("changes");
    private static final int COOKIE = at("namespace_cookie");
    private static final int INODE = at("namespace_inode");
    private static final int NEXT_TOKEN = at("next_token");
    private static final int BOOT_ID = at("boot_id");
    private static final int REVISION_AT = at("revision");

    static int abi(ByteBuffer bytes) {
        return bytes.getInt(ABI_AT);
    }

    /** Reads as much of it as every ABI has; a guard that has no revision is of revision 0. */
    static Meta read(ByteBuffer bytes) {
        return new Meta(
                abi(bytes),
                bytes.limit() < SIZE ? 0 : bytes.getInt(REVISION_AT),
                new NetworkNamespace(bytes.getLong(COOKIE), bytes.getLong(INODE)),
                bytes.getLong(NEXT_TOKEN),
                new UUID(bytes.getLong(BOOT_ID), bytes.getLong(BOOT_ID + Long.BYTES)),
                bytes.getLong(CHANGES));
    }

    ByteBuffer write() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
        bytes.putInt(ABI_AT, abi);
        bytes.putInt(REVISION_AT, revision);
        bytes.putLong(COOKIE, namespace.cookie());
        bytes.putLong(INODE, namespace.inode());
        bytes.putLong(NEXT_TOKEN, nextToken);
        bytes.putLong(BOOT_ID, bootId.getMostSignificantBits());
        bytes.putLong(BOOT_ID + Long.BYTES, bootId.getLeastSignificantBits());
        bytes.putLong(CHANGES, changes);
        return bytes;
    }

    private static int at(String field) {
        return (int) LAYOUT.byteOffset(PathElement.groupElement(field));
    }
}
