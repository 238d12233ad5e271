package dev.berth.it.commands;

import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A root shell in the checkout, within walls, which shows what everything started from it prints, one line under the other.
 * On the machine that it sees there are users alice and bob. Not safe for concurrent use.
 */
final class Terminal implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final String ATTEMPT = " udp 65000";
    private static final String SHELL = "mount --bind \"$0\" /etc/passwd && exec bash --norc --noprofile 2>&1";
    /** What a shell says of its own jobs, and a server of itself, stands on no page unless it is the point. */
    private static final Pattern ASIDE =
            Pattern.compile("bash: line \\d+: +\\d+ (Killed|Terminated) .*|Serving HTTP on .*");

    private final Walls walls;
    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> screen = new ArrayList<>();
    private String user = "alice";
    private int number;

    private Terminal(Walls walls) throws IOException {
        this.walls = walls;
        Path home = walls.directory();
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path passwd = home.resolve("passwd");
        Files.writeString(
                passwd,
                Files.readString(Path.of("/etc/passwd"))
                        + account("alice", OrdinaryUser.ALICE)
                        + account("bob", OrdinaryUser.BOB));
        Path programs = Files.createDirectory(home.resolve("programs"));
        Files.createSymbolicLink(programs.resolve("berth"), Launcher.ROOT.resolve("berth"));
        // Debian's own: another Python of the machine does not have its modules.
        Files.createSymbolicLink(programs.resolve("python3"), Path.of("/usr/bin/python3"));
        Program shell = Launcher.placed(
                        walls.program(
                                "unshare", "--mount", "--propagation", "private", "sh", "-c", SHELL, passwd.toString()),
                        walls)
                .with("PATH", programs + ":" + System.getenv("PATH"))
                .with("PYTHONUNBUFFERED", "1") // as on a terminal
                .with("LC_ALL", "C.UTF-8");
        process = shell.start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("terminal").start(() -> read(output));
        type("cd '" + Launcher.ROOT + "'");
    }

    /** Opens one, which ends with the walls. */
    static Terminal in(Walls walls) throws IOException {
        return walls.closeLater(new Terminal(walls));
    }

    /** Gives a command, and returns what came, once that is as many lines as are shown of it. */
    List<String> give(Step step, String command) throws IOException {
        if (step.root()) {
            type("eval " + quoted(command) + " < /dev/null");
        } else {
            if (List.of("alice", "bob")
                    .contains(step.shown().isEmpty() ? "" : step.shown().getFirst())) {
                user = step.shown().getFirst();
            }
            type("setpriv --reuid=" + user + " --regid=" + user(user) + " --clear-groups --inh-caps=-all"
                    + " --bounding-set=-all bash --norc -c " + quoted(command) + " < /dev/null");
        }
        if (step.isInBackground() && step.root()) { // until it is the command, all redirections done
            type("while [ \"$(cat /proc/$!/comm)\" = bash ]; do sleep 0.01; done");
        }
        if (step.isInBackground() && command.contains("http.server")) {
            await("Serving HTTP on ");
        }
        if (command.contains("berth watch")) {
            awaitWatch();
        }
        List<String> shown = step.shown();
        while (came(shown).size() < shown.size() && more()) {
            // goes on in the condition
        }
        List<String> came = came(shown);
        screen.clear();
        return came;
    }

    /** What came since the last step, which shows nothing of it. */
    List<String> rest() throws IOException {
        type(":");
        return came(List.of());
    }

    private List<String> came(List<String> shown) {
        boolean aside = shown.stream().anyMatch(ASIDE.asMatchPredicate());
        return Step.gist(screen).stream()
                .filter(line -> !line.contains(ATTEMPT))
                .filter(line -> aside || !ASIDE.matcher(line).matches())
                .map(line -> line.replace(Serving.socket(walls).toString(), "/run/berth/berth.sock")
                        .replace(walls.cgroup().path(), "/"))
                .toList();
    }

    /** Types a line and waits until it is done. */
    private void type(String line) throws IOException {
        String done = "-- " + ++number + " --";
        commands.write(line + "\necho '" + done + "'\n");
        commands.flush();
        await(done);
        screen.remove(done);
    }

    private void await(String start) throws IOException {
        while (screen.stream().noneMatch(line -> line.startsWith(start))) {
            if (!more()) {
                throw new IOException("no '" + start + "' among " + screen);
            }
        }
    }

    /** Nothing that happens before it watches is told: something is made to happen until it is. */
    private void awaitWatch() throws IOException {
        while (screen.stream().noneMatch(line -> line.contains(ATTEMPT))) {
            type("./berth acquire udp --start 65000 -- true");
        }
    }

    /** Waits for a line more; false if none comes. */
    private boolean more() throws IOException {
        try {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return line != null && screen.add(line);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private void read(BufferedReader output) {
        try (output) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException ended) {
            lines.add("the terminal ended: " + ended);
        }
    }

    private static String account(String name, OrdinaryUser user) {
        return name + ":x:" + user.id() + ":" + user.id() + "::/:/bin/sh\n";
    }

    private static long user(String name) {
        return (name.equals("alice") ? OrdinaryUser.ALICE : OrdinaryUser.BOB).id();
    }

    private static String quoted(String words) {
        return "'" + words.replace("'", "'\\''") + "'";
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroyForcibly();
    }
}
