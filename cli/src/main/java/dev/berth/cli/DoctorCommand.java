package dev.berth.cli;

import dev.berth.kernel.Checkup;
import dev.berth.kernel.Checkup.Finding;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth doctor}. */
final class DoctorCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .customSynopsis("berth doctor [OPTIONS]")
                .description("Tells what this machine can do for Berth, and what to do about the rest. Exits with 1"
                        + " if something is missing that Berth cannot work without.");
    }

    @Override
    public Answer run(Call call) {
        List<Finding> findings = call.checkup().findings();
        Exit exit = Exit.DONE;
        for (Finding finding : findings) {
            if (finding.answer() == Checkup.Answer.NO) {
                exit = Exit.REFUSED;
            }
        }
        return new Answer.Shown(new FindingsView(findings), List.of(), exit);
    }
}
