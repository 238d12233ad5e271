package dev.berth.it.thieves;

import dev.berth.api.PortBlock;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Processes that bind the ports of a block without pause, more than there are processors, some of them run only when
 * nobody else wants one, and others hold up binds half way. What they held when, they write to files of their own.
 */
final class Racers {
    private static final int LISTENER = 39_100;
    private static final int HOLDING = 24;

    private final List<Process> processes = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private long tries;

    static Racers start(Walls walls, PortBlock block) throws IOException {
        Racers racers = new Racers();
        Program root = Thief.root(walls);
        Program mallory = Thief.user(OrdinaryUser.MALLORY, walls);
        racers.start(walls, root, "explicit", block);
        racers.start(walls, mallory, "stalled", block);
        racers.start(walls, root, "idle-stalled", block);
        racers.start(walls, mallory, "idle-explicit", block);
        racers.start(walls, mallory, "idle-automatic", block);
        return racers;
    }

    private void start(Walls walls, Program thief, String way, PortBlock block) throws IOException {
        int number = processes.size();
        Path directory = walls.directory().resolve("races");
        if (number == 0) {
            Files.setPosixFilePermissions(walls.directory(), PosixFilePermissions.fromString("rwx--x--x"));
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        files.add(directory.resolve(way + number));
        Process process = thief.and(Thief.race(way, block, LISTENER + number, files.getLast()))
                .start();
        walls.closeLater(process::destroyForcibly);
        processes.add(process);
    }

    /** Ends them, and has a referee see what they wrote. */
    void stop(GrantReferee referee) throws IOException, InterruptedException {
        for (Process process : processes) {
            process.getOutputStream().close();
        }
        for (Process process : processes) {
            String said = process.inputReader().readLine();
            if (process.waitFor() != 0) {
                throw new IOException("a racer failed: " + process.errorReader().readLine());
            }
            tries += Long.parseLong(said);
        }
        for (Path file : files) {
            ByteBuffer holdings = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
            while (holdings.remaining() >= HOLDING) {
                referee.held(
                        files.indexOf(file),
                        holdings.getInt(),
                        holdings.getInt(),
                        holdings.getLong(),
                        holdings.getLong());
            }
            Files.delete(file);
        }
    }

    /** How often they tried to bind. */
    long tries() {
        return tries;
    }

    int number() {
        return processes.size();
    }
}
