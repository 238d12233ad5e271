package dev.berth.cli;

import dev.berth.daemon.CannotServeException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth serve}. */
final class ServeCommand implements Command {
    private static final String POLICY = "--policy";
    private static final String PORTSERVER = "--portserver";

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .customSynopsis("berth serve [OPTIONS]")
                .description("Is berthd: gives everybody on this machine ports to have as long as a process lives,"
                        + " within a policy, and tells who was refused. Runs until it is asked to end (SIGTERM); what is"
                        + " reserved stays reserved.");
        spec.addOption(Options.value(
                POLICY, "FILE", "Who may do what (berthd(8); else /etc/berth/policy.json, if it is there)."));
        spec.addOption(Options.repeated(
                PORTSERVER,
                "NAME",
                "Answer clients of the portserver protocol, too, such as portpicker: on a path, or on an abstract name"
                        + " such as @berth. Once for each."));
    }

    @Override
    public Answer run(Call call) {
        Words words = call.words();
        List<String> portservers = words.values(PORTSERVER);
        portservers.stream().filter(name -> !name.startsWith("@")).forEach(name -> Places.path(PORTSERVER, name));
        try {
            call.machine()
                    .serve(
                            call.places(),
                            words.value(POLICY).map(file -> Places.path(POLICY, file)),
                            portservers,
                            new ServingLog(call.printer()));
            return new Answer.Written(List.of(), Exit.DONE);
        } catch (CannotServeException cannot) {
            return new Answer.Refused(cannot.code(), String.valueOf(cannot.getMessage()));
        }
    }
}
