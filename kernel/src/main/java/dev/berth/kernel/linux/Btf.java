package dev.berth.kernel.linux;

import dev.berth.kernel.unix.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * BTF, the kernel's description of its own types, {@code linux/btf.h}: tells what this kernel has, where a version
 * would tell what some kernel had, for distributions carry features back.
 */
final class Btf {
    /** {@code struct btf_header}, {@code struct btf_type}: the sizes that this reader relies on. */
    private static final int BTF_MAGIC = 0xeb9f;

    private static final int HEADER = 24;
    private static final int TYPE = 12;
    private static final int MEMBER = 12;
    private static final int ENUMERATOR = 8;
    private static final int ENUMERATOR_64 = 12;

    private static final int BTF_KIND_INT = 1;
    private static final int BTF_KIND_ARRAY = 3;
    private static final int BTF_KIND_STRUCT = 4;
    private static final int BTF_KIND_UNION = 5;
    private static final int BTF_KIND_ENUM = 6;
    private static final int BTF_KIND_FUNC = 12;
    private static final int BTF_KIND_FUNC_PROTO = 13;
    private static final int BTF_KIND_VAR = 14;
    private static final int BTF_KIND_DATASEC = 15;
    private static final int BTF_KIND_DECL_TAG = 17;
    private static final int BTF_KIND_ENUM64 = 19;

    private final ByteBuffer types;
    private final ByteBuffer strings;

    private Btf(ByteBuffer types, ByteBuffer strings) {
        this.types = types;
        this.strings = strings;
    }

    /** Reads a file such as {@code /sys/kernel/btf/vmlinux}. */
    static Btf read(Path file) throws IOException {
        return of(ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    /** The description in a buffer; {@link MalformedException} where it holds none. */
    static Btf of(ByteBuffer bytes) throws MalformedException {
        ByteBuffer file = bytes.slice().order(ByteOrder.nativeOrder());
        try {
            if (Short.toUnsignedInt(file.getShort(0)) != BTF_MAGIC) {
                throw new MalformedException("BTF", "another magic number");
            }
            int start = file.getInt(4);
            ByteBuffer types = file.slice(Math.addExact(start, file.getInt(8)), file.getInt(12));
            ByteBuffer strings = file.slice(Math.addExact(start, file.getInt(16)), file.getInt(HEADER - 4));
            return new Btf(types.order(file.order()), strings);
        } catch (IndexOutOfBoundsException | ArithmeticException cut) {
            throw new MalformedException("BTF", "it ends too early: " + cut.getMessage());
        }
    }

    /** Tells whether there is a function, a kfunc among them. */
    boolean hasFunction(String name) throws MalformedException {
        byte[] wanted = bytes(name);
        return any((at, kind, length) -> kind == BTF_KIND_FUNC && isNamed(at, wanted));
    }

    /** Tells whether some enum has a value. */
    boolean hasEnumerator(String name) throws MalformedException {
        byte[] wanted = bytes(name);
        return any((at, kind, length) -> (kind == BTF_KIND_ENUM && hasNamed(at, length, ENUMERATOR, wanted))
                || (kind == BTF_KIND_ENUM64 && hasNamed(at, length, ENUMERATOR_64, wanted)));
    }

    /** Tells whether a struct has a field. */
    boolean hasMember(String struct, String field) throws MalformedException {
        byte[] outer = bytes(struct);
        byte[] inner = bytes(field);
        return any((at, kind, length) ->
                kind == BTF_KIND_STRUCT && isNamed(at, outer) && hasNamed(at, length, MEMBER, inner));
    }

    private interface Match {
        boolean is(int at, int kind, int length);
    }

    private boolean any(Match match) throws MalformedException {
        try {
            for (int at = 0; at < types.limit(); ) {
                int info = types.getInt(at + 4); // vlen in the low 16 bits, kind in bits 24 to 28
                int length = info & 0xffff;
                int kind = info >>> 24 & 0x1f;
                if (match.is(at, kind, length)) {
                    return true;
                }
                at += TYPE + trailer(kind, length);
            }
            return false;
        } catch (IndexOutOfBoundsException cut) {
            throw new MalformedException("BTF", "a type reaches past the end: " + cut.getMessage());
        }
    }

    private static int trailer(int kind, int length) {
        return switch (kind) {
            case BTF_KIND_INT, BTF_KIND_VAR, BTF_KIND_DECL_TAG -> 4;
            case BTF_KIND_ARRAY -> 12;
            case BTF_KIND_STRUCT, BTF_KIND_UNION, BTF_KIND_DATASEC -> length * MEMBER;
            case BTF_KIND_ENUM, BTF_KIND_FUNC_PROTO -> length * ENUMERATOR;
            case BTF_KIND_ENUM64 -> length * ENUMERATOR_64;
            default -> 0;
        };
    }

    /** Looks through what follows the type at an offset, each part of which starts with its name. */
    private boolean hasNamed(int at, int length, int size, byte[] wanted) {
        for (int i = 0; i < length; i++) {
            if (isNamed(at + TYPE + i * size, wanted)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNamed(int at, byte[] wanted) {
        int from = types.getInt(at);
        for (int i = 0; i < wanted.length; i++) {
            if (strings.get(from + i) != wanted[i]) {
                return false;
            }
        }
        return strings.get(from + wanted.length) == 0;
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
