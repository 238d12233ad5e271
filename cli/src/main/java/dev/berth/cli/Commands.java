package dev.berth.cli;

import java.util.List;
import java.util.Optional;

/** The commands by their names; each is made when it is asked for and no sooner. */
final class Commands {
    /** All names, in the order in which people meet them. */
    static final List<String> NAMES = List.of(
            "create",
            "change",
            "delete",
            "lookup",
            "list",
            "exclude",
            "restore",
            "disable",
            "acquire",
            "release",
            "serve",
            "watch",
            "metrics",
            "entries",
            "close",
            "doctor",
            "error",
            "completion",
            "help");

    private Commands() {}

    static Optional<Command> named(String name) {
        return switch (name) {
            case "create" -> Optional.of(new CreateCommand());
            case "change" -> Optional.of(new ChangeCommand());
            case "delete" -> Optional.of(new DeleteCommand());
            case "lookup" -> Optional.of(new LookupCommand());
            case "list" -> Optional.of(new ListCommand());
            case "exclude" -> Optional.of(new ExcludeCommand());
            case "restore" -> Optional.of(new RestoreCommand());
            case "disable" -> Optional.of(new DisableCommand());
            case "acquire" -> Optional.of(new AcquireCommand());
            case "release" -> Optional.of(new ReleaseCommand());
            case "serve" -> Optional.of(new ServeCommand());
            case "watch" -> Optional.of(new WatchCommand());
            case "metrics" -> Optional.of(new MetricsCommand());
            case "entries" -> Optional.of(new EntriesCommand());
            case "close" -> Optional.of(new CloseCommand());
            case "doctor" -> Optional.of(new DoctorCommand());
            case "error" -> Optional.of(new ErrorCommand());
            case "completion" -> Optional.of(new CompletionCommand());
            case "help" -> Optional.of(new HelpCommand());
            default -> Optional.empty();
        };
    }
}
