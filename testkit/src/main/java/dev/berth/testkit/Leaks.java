package dev.berth.testkit;

import dev.berth.kernel.linux.LinuxKernel;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.MountInfo;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What this JVM had open when it was looked at, and what it has left behind since. */
public final class Leaks {
    private final Map<String, Integer> before;

    private Leaks(Map<String, Integer> before) {
        this.before = before;
    }

    /** Looks before the tests. */
    public static Leaks look() throws IOException {
        SocketChannel.open().close(); // with its first socket the JDK opens one that it keeps
        // With its first look for owners, a process loads an iterator that it keeps.
        new LinuxKernel(Optional.empty(), Path.of("/sys/fs/bpf/berth"))
                .processTable()
                .socketOwners();
        return new Leaks(descriptors());
    }

    /** One sentence for each thing that was left behind; what somebody forgot is looked for by a garbage collection. */
    public List<String> since() throws IOException {
        collect();
        collect(); // when a second one's cleaner has run, the first one's have, those of descriptors too
        List<String> found = new ArrayList<>();
        descriptors().forEach((kind, number) -> {
            int more = number - before.getOrDefault(kind, 0);
            if (more > 0) {
                found.add(more + " descriptors of kind " + kind + " are still open");
            }
        });
        if (Fd.forgotten() > 0) {
            found.add(Fd.forgotten() + " descriptors were forgotten and closed by the collector");
        }
        named(Path.of("/run/netns"), "network namespace", found);
        Optional<Path> cgroups = ControlGroup.findHierarchy();
        if (cgroups.isPresent()) {
            named(cgroups.get(), "cgroup", found);
        }
        named(Path.of(System.getProperty("java.io.tmpdir")), "directory", found);
        for (MountInfo mount : MountInfo.read()) {
            if (mount.mountPoint().toString().contains(Walls.MINE)) {
                found.add("mount " + mount.mountPoint() + " is left");
            }
        }
        return found;
    }

    /** Has garbage collected, and waits until the cleaner of something that was forgotten just before has run. */
    private static void collect() {
        CountDownLatch cleaned = new CountDownLatch(1);
        Cleaner.create().register(new Object(), cleaned::countDown);
        long start = System.nanoTime();
        try {
            do {
                System.gc();
            } while (!cleaned.await(20, TimeUnit.MILLISECONDS)
                    && System.nanoTime() - start < Patience.ofSeconds(5).toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // and then what was found so far has to do
        }
    }

    private static void named(Path directory, String kind, List<String> found) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, Walls.MINE + "*")) {
            left.forEach(path -> found.add(kind + " " + path + " is left"));
        }
    }

    /** The kinds that a JVM opens for us alone; it opens plain files and pipes of its own at any time. */
    private static Map<String, Integer> descriptors() throws IOException {
        Map<String, Integer> kinds = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all) {
                String kind = kind(descriptor);
                if (!kind.isEmpty()) {
                    kinds.merge(kind, 1, Integer::sum);
                }
            }
        }
        return kinds;
    }

    private static String kind(Path descriptor) throws IOException {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith("anon_inode:") || target.contains(Walls.MINE)) {
                return target;
            }
            return target.matches("(socket|net):\\[\\d+]") ? target.substring(0, target.indexOf(':')) : "";
        } catch (NoSuchFileException closed) {
            return "";
        }
    }
}
