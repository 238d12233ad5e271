package dev.berth.kernel.unix;

import java.util.Arrays;
import java.util.List;

/** {@code linux/capability.h}: the capabilities that an administrator of ports has. */
enum Capability {
    CAP_NET_ADMIN(12),
    CAP_SYS_ADMIN(21),
    CAP_PERFMON(38),
    CAP_BPF(39);

    private final int number;

    Capability(int number) {
        this.number = number;
    }

    /** The names of those that an administrator has and this set lacks; CAP_SYS_ADMIN does for the two younger ones. */
    static List<String> missing(long effective) {
        return Arrays.stream(values())
                .filter(capability -> capability != CAP_SYS_ADMIN && !capability.isIn(effective))
                .filter(capability -> capability == CAP_NET_ADMIN || !CAP_SYS_ADMIN.isIn(effective))
                .map(Capability::name)
                .toList();
    }

    boolean isIn(long set) {
        return (set >>> number & 1) != 0;
    }
}
