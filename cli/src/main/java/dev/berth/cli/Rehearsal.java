package dev.berth.cli;

import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.util.stream.Stream;

/**
 * Runs several command lines in one process, for the build: what they make the JVM load and link is what the AOT cache
 * keeps, and one cache has one recording. No command reaches it.
 */
final class Rehearsal {
    /** {@code struct sockaddr_in} of any address and port: {@code AF_INET} in the order of this machine's bytes. */
    private static final byte[] ANY = {2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private static final String SUFFIX = ".class";

    private Rehearsal() {}

    /**
     * Runs each word as a command line, split at its blanks, while there is an entry for it to show.
     *
     * @param lines the command lines; one that ends in becoming a command comes last, and cannot
     */
    public static void main(String[] lines) throws IOException {
        for (ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
            if (module.name().startsWith("dev.berth.")) {
                load(module);
            }
        }
        try (Fd shown = Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0, "an entry to show")) {
            Sockets.bind(shown, "an entry to show", ANY);
            Berth berth = Main.berth();
            for (String line : lines) {
                berth.run(line.split(" ", -1));
            }
        }
        System.exit(0); // as every run ends, which loads a few classes more
    }

    /** Loads all its classes, for what no rehearsed command does. */
    private static void load(ResolvedModule module) throws IOException {
        Module loaded = ModuleLayer.boot().findModule(module.name()).orElseThrow();
        try (ModuleReader reader = module.reference().open();
                Stream<String> files = reader.list()) {
            files.filter(file -> file.endsWith(SUFFIX) && !file.equals("module-info.class"))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .forEach(name -> Class.forName(loaded, name.replace('/', '.')));
        }
    }
}
