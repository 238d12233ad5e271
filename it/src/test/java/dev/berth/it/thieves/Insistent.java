package dev.berth.it.thieves;

import dev.berth.api.PortBlock;
import dev.berth.testkit.Program;
import dev.berth.testkit.Soak;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Processes that bind the ports of blocks in every explicit way, without a pause, until they are told to end. */
public final class Insistent implements AutoCloseable {
    /** Each of them listens somewhere, so that it can connect to itself. */
    private static final AtomicInteger LISTENER = new AtomicInteger(30_000);

    private final String who;
    private final List<Process> processes = new ArrayList<>();

    /** None yet. */
    public Insistent(String who) {
        this.who = who;
    }

    /** One more; it is at it when this returns. */
    public void start(Program thief, PortBlock block) throws IOException {
        Process process = thief.and(Thief.attack("explicit", block, LISTENER.getAndIncrement(), 0))
                .start();
        processes.add(process);
        if (process.getInputStream().read() != '!') {
            throw new IOException(who + ": " + process.errorReader().readLine());
        }
    }

    /** Ends them; what came of it, which is told, too. */
    public Loot end(String during) throws IOException, InterruptedException {
        Loot loot = new Loot();
        for (Process process : processes) {
            process.getOutputStream().close();
        }
        for (Process process : processes) {
            loot.add(Loot.parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
            if (process.waitFor() != 0) {
                throw new IOException(who + ": " + process.errorReader().readLine());
            }
        }
        Soak.say(who + "s: " + processes.size() + " bound " + loot.attempts() + " times" + during + ": " + loot);
        return loot;
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
