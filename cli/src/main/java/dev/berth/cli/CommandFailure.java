package dev.berth.cli;

import dev.berth.api.AcquiredBlock;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.util.List;

/** What to say of a command that this process could not become. */
final class CommandFailure {
    private CommandFailure() {}

    static Answer of(String command, IOException failed, AcquiredBlock block) {
        boolean isPath = command.contains("/");
        Exit exit = Exit.NOT_EXECUTABLE;
        String reason = String.valueOf(failed.getMessage());
        if (failed instanceof SyscallException refused) {
            if (refused.errno().equals(Errno.ENOENT)) {
                exit = Exit.NO_COMMAND;
                reason = isPath
                        ? "there is no such file, or not the interpreter that its first line names; correct the path or"
                                + " that line"
                        : "no directory of PATH has it; correct the name, or give the path of its file";
            } else if (refused.errno().equals(Errno.EACCES)) {
                reason = "permission denied; it must be a file that you may execute, see 'ls -l"
                        + (isPath ? " " + command : "") + "' and chmod(1)";
            }
        }
        return new Answer.Failed(
                exit, "cannot run '" + command + "': " + reason, List.of(), block + " is free again, nothing was run");
    }
}
