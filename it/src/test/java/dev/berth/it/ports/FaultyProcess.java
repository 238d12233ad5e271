package dev.berth.it.ports;

import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** A process for whose changes the store may fail. */
final class FaultyProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private FaultyProcess(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    static FaultyProcess start(Walls walls, Faults faults) throws IOException {
        return walls.closeLater(new FaultyProcess(
                faults.in(StartedApart.java(walls, FaultyMain.class)).start()));
    }

    /** Has it make a change; the name of the code, and the sentence or the warnings. */
    String make(Change change) throws IOException {
        orders.write(change + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(change + ": the process has ended: "
                    + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.getErrorStream().close();
    }
}
