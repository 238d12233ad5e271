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
 * nobody else wants one, and others hold up binds half way. Or one alone that binds as it is told: behind the guard's
 * program it has one of its own, at which a bind waits that has been judged. What they held when, they write to files of
 * their own.
 */
final class Racers {
    private static final int LISTENER = 39_100;
    private static final int HOLDING = 24;

    private final List<Process> processes = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private long tries;

    /** With the guard there, and the block free: each of them has had a port of it when this returns. */
    static Racers start(Walls walls, PortBlock block) throws IOException {
        Racers racers = new Racers();
        Program root = Thief.root(walls);
        Program mallory = Thief.user(OrdinaryUser.MALLORY, walls);
        racers.start(walls, root, "explicit", block);
        racers.start(walls, mallory, "stalled", block);
        racers.start(walls, root, "idle-stalled", block);
        racers.start(walls, mallory, "idle-explicit", block);
        racers.start(walls, mallory, "idle-automatic", block);
        for (Process process : racers.processes) {
            await(process);
        }
        return racers;
    }

    /** The one that does as it is told; with the guard there. */
    static Racers heldUp(Walls walls, PortBlock block) throws IOException {
        Racers alone = new Racers();
        alone.start(walls, Thief.root(walls), "held-up", block);
        return alone;
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

    /** Has a bind be under way: the guard has let it pass, and its port is not yet taken. */
    void holdUp() throws IOException {
        tell();
    }

    /** Lets that bind go on, and returns when what came of it is over. */
    void letGo() throws IOException {
        tell();
    }

    private void tell() throws IOException {
        Process heldUp = processes.getLast();
        heldUp.getOutputStream().write('!');
        heldUp.getOutputStream().flush();
        await(heldUp);
    }

    /** Ends them, and has a referee see what they wrote. */
    void stop(GrantReferee referee) throws IOException, InterruptedException {
        for (Process process : processes) {
            process.getOutputStream().close();
        }
        for (Process process : processes) {
            String said = process.inputReader().readLine();
            if (process.waitFor() != 0) {
                throw failed(process);
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

    private static void await(Process process) throws IOException {
        if (process.getInputStream().read() != '!') {
            throw failed(process);
        }
    }

    private static IOException failed(Process process) throws IOException {
        return new IOException("a racer failed: " + process.errorReader().readLine());
    }

    /** How often they tried to bind. */
    long tries() {
        return tries;
    }

    int number() {
        return processes.size();
    }
}
