package dev.berth.cli;

import dev.berth.api.OwnerProcess;

/** Processes as {@code docs/schema} has them. */
final class ProcessJson {
    private static final byte[] PID = Lines.ascii("{\"pid\":");
    private static final byte[] COMMAND = Lines.ascii(",\"command\":");
    private static final byte[] USER = Lines.ascii(",\"user\":");
    private static final byte[] UID = Lines.ascii(",\"uid\":");
    private static final byte[] CGROUP = Lines.ascii(",\"cgroup\":");
    private static final byte[] UNIT = Lines.ascii(",\"unit\":");

    private ProcessJson() {}

    /** Puts a process: an object, and no more. */
    static void put(Lines lines, OwnerProcess process) {
        lines.raw(PID).number(process.pid());
        lines.raw(COMMAND).quoted(process.command());
        lines.raw(USER).quoted(process.user());
        lines.raw(UID).number(process.uid());
        lines.raw(CGROUP).quoted(process.cgroup());
        if (process.unit().isPresent()) {
            lines.raw(UNIT).quoted(process.unit().get());
        }
        lines.raw('}');
    }
}
