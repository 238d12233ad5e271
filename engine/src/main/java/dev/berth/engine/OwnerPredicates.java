package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.OwnerProcess;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Whether one of the processes that have an entry open is meant; all of them count. */
final class OwnerPredicates {
    /** The kernel keeps so many bytes of a command's name: {@code TASK_COMM_LEN} without the last, 0. */
    private static final int COMMAND_BYTES = 15;

    private static final String SERVICE = ".service";

    /** By pid, or by command where that is no number; of a longer name than the kernel keeps, what it keeps. */
    static Predicate<Entry> process(String process) {
        OptionalLong pid = Numbers.of(process);
        if (pid.isPresent()) {
            long wanted = pid.getAsLong();
            return any(owner -> owner.pid() == wanted);
        }
        byte[] bytes = process.getBytes(StandardCharsets.UTF_8);
        String command = bytes.length <= COMMAND_BYTES
                ? process
                : new String(Arrays.copyOf(bytes, COMMAND_BYTES), StandardCharsets.UTF_8);
        return any(owner -> owner.command().equals(command));
    }

    /** By the unit that the process runs in. */
    static Predicate<Entry> unit(String unit) {
        List<String> names = List.of(unit, unit + SERVICE);
        return any(owner -> owner.unit().map(names::contains).orElse(false));
    }

    private static Predicate<Entry> any(Predicate<OwnerProcess> meant) {
        return entry -> {
            for (OwnerProcess owner : entry.processes()) {
                if (meant.test(owner)) {
                    return true;
                }
            }
            return false;
        };
    }

    private OwnerPredicates() {}
}
