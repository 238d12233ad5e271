package dev.berth.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code berth} command. */
@Command(name = "berth", mixinStandardHelpOptions = true, subcommands = Main.ListCommand.class)
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param words the command line
     */
    public static void main(String[] words) {
        System.exit(new CommandLine(new Main()).execute(words));
    }

    /** {@code berth list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows what is reserved.")
    static final class ListCommand implements Callable<Integer> {
        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() {
            System.out.println(json ? "{\"reservations\":[]}" : "nothing is reserved");
            return 0;
        }
    }
}
