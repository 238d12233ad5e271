package dev.berth.client.cooperative;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another JVM, which tries to lock one port of TCP and ends. */
final class OtherProcess {
    private OtherProcess() {}

    /** Whether it can. */
    static boolean locks(Path file, int port) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        file.toString(),
                        Integer.toString(port))
                .inheritIO()
                .start();
        return switch (process.waitFor()) {
            case 0 -> true;
            case 3 -> false;
            default -> throw new IllegalStateException("the other process failed");
        };
    }

    /** Exit code 0 if the port of the file could be locked, 3 if not. */
    public static void main(String[] arguments) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock(Long.parseLong(arguments[1]), 1, false)) {
            System.exit(lock == null ? 3 : 0);
        }
    }
}
