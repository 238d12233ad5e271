package dev.berth.kernel.bpf;

import dev.berth.kernel.NetworkNamespace;
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
 */
record Meta(int abi, NetworkNamespace namespace, long nextToken, UUID bootId) {
    /** {@code GUARD_ABI}. */
    static final int ABI = 1;

    static final int SIZE = 48;

    private static final int ABI_AT = 0;
    private static final int COOKIE_AT = 8;
    private static final int INODE_AT = 16;
    private static final int NEXT_TOKEN_AT = 24;
    private static final int BOOT_ID_AT = 32;

    static int abi(ByteBuffer bytes) {
        return bytes.getInt(ABI_AT);
    }

    static Meta read(ByteBuffer bytes) {
        return new Meta(
                abi(bytes),
                new NetworkNamespace(bytes.getLong(COOKIE_AT), bytes.getLong(INODE_AT)),
                bytes.getLong(NEXT_TOKEN_AT),
                new UUID(bytes.getLong(BOOT_ID_AT), bytes.getLong(BOOT_ID_AT + Long.BYTES)));
    }

    ByteBuffer write() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
        bytes.putInt(ABI_AT, abi);
        bytes.putLong(COOKIE_AT, namespace.cookie());
        bytes.putLong(INODE_AT, namespace.inode());
        bytes.putLong(NEXT_TOKEN_AT, nextToken);
        bytes.putLong(BOOT_ID_AT, bootId.getMostSignificantBits());
        bytes.putLong(BOOT_ID_AT + Long.BYTES, bootId.getLeastSignificantBits());
        return bytes;
    }

    Meta afterIssue() {
        return new Meta(abi, namespace, nextToken + 1, bootId);
    }
}
