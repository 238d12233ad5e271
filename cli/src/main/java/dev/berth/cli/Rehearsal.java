package dev.berth.cli;

import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;

/**
 * Runs several command lines in one process, for the build: what they make the JVM load and link is what the AOT cache
 * keeps, and one cache has one recording. No command reaches it.
 */
final class Rehearsal {
    /** {@code struct sockaddr_in} of 127.0.0.1, any port: {@code AF_INET} in the order of this machine's bytes. */
    private static final byte[] LOOPBACK = {2, 0, 0, 0, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};

    private Rehearsal() {}

    /**
     * Runs each word as a command line, split at its blanks, while there is an entry for it to show.
     *
     * @param lines the command lines
     */
    public static void main(String[] lines) throws IOException {
        try (Fd shown = Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0, "an entry to show")) {
            Sockets.bind(shown, "an entry to show", LOOPBACK);
            Berth berth = Main.berth();
            for (String line : lines) {
                berth.run(line.split(" ", -1));
            }
        }
        System.exit(0); // as every run ends, which loads a few classes more
    }
}
