package dev.berth.cli;

import java.time.ZoneId;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param words the command line
     */
    public static void main(String[] words) {
        System.exit(berth().run(words).number());
    }

    /** Berth, on this machine. */
    static Berth berth() {
        LocalTimes times = new LocalTimes(ZoneId::systemDefault);
        return new Berth(new ThisMachine(), System.getenv(), times, Console.standard());
    }
}
