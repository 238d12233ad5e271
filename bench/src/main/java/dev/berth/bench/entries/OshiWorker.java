package dev.berth.bench.entries;

import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Answering;
import java.io.IOException;
import java.util.List;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.util.GlobalConfig;

/**
 * OSHI in process: {@code list} counts TCP connections, {@code owners} those of which it knows the process. It always looks
 * for processes; given another {@code /proc}, in which there are none, it finds none and is spared that.
 */
final class OshiWorker implements Answering {
    private final InternetProtocolStats stats =
            new SystemInfo().getOperatingSystem().getInternetProtocolStats();

    private OshiWorker() {}

    /** Serves; the word, if there is one, is the other {@code /proc}. */
    public static void main(String[] words) throws IOException {
        if (words.length > 0) {
            GlobalConfig.set("oshi.util.proc.path", words[0]);
        }
        new OshiWorker().serve();
    }

    @Override
    public Lap lap(String line) throws IOException {
        boolean owned = line.equals("owners");
        long start = System.nanoTime();
        List<IPConnection> connections = stats.getConnections();
        long nanos = System.nanoTime() - start;
        long count = connections.stream()
                .filter(one -> one.getType().startsWith("tcp"))
                .filter(one -> !owned || one.getowningProcessId() > 0)
                .count();
        return new Lap(count, nanos);
    }
}
