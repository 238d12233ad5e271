package dev.berth.kernel.bpf;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** {@code struct bpf_object_open_opts}, bpf/libbpf.h, as of libbpf 1.0; its own size tells later versions which. */
final class OpenOptions {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_LONG.withName("sz"),
            JAVA_LONG.withName("object_name"),
            paddingLayout(8), // relaxed_maps, false
            JAVA_LONG.withName("pin_root_path"),
            paddingLayout(8), // a removed field
            JAVA_LONG.withName("kconfig"),
            JAVA_LONG.withName("btf_custom_path"),
            JAVA_LONG.withName("kernel_log_buf"),
            JAVA_LONG.withName("kernel_log_size"),
            JAVA_INT.withName("kernel_log_level"),
            paddingLayout(4));

    /** Options that name the object and let the verifier, when it refuses a program, write why into the log. */
    static MemorySegment of(Arena arena, String name, MemorySegment log) {
        MemorySegment options = arena.allocate(LAYOUT);
        options.set(JAVA_LONG, at("sz"), LAYOUT.byteSize());
        options.set(JAVA_LONG, at("object_name"), arena.allocateFrom(name).address());
        options.set(JAVA_LONG, at("kernel_log_buf"), log.address());
        options.set(JAVA_LONG, at("kernel_log_size"), log.byteSize());
        return options;
    }

    private static long at(String field) {
        return LAYOUT.byteOffset(PathElement.groupElement(field));
    }

    private OpenOptions() {}
}
