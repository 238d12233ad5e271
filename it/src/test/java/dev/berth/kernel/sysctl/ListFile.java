package dev.berth.kernel.sysctl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** The list of the calling thread's network namespace, as a program sees and writes it that knows nothing of Berth. */
final class ListFile {
    private static final Path FILE = Path.of("/proc/sys/net/ipv4/ip_local_reserved_ports");

    static String text() throws IOException {
        byte[] buffer = new byte[1 << 18];
        try (var file = new RandomAccessFile(FILE.toFile(), "r")) {
            int length = file.read(buffer); // one read, for a second one returns nothing
            return new String(buffer, 0, length, US_ASCII).strip();
        }
    }

    /** Puts less than a page in the place of what is there. */
    static void replace(String text) {
        try {
            Files.writeString(FILE, text + "\n");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Adds to the list, as the kernel takes what is written at any other offset than 0, until it is told to stop. */
    static Callable<Long> adding(String text, AtomicBoolean stop) {
        return () -> {
            long times = 0;
            try (FileChannel file = FileChannel.open(FILE, StandardOpenOption.WRITE)) {
                for (ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII)); !stop.get(); times++) {
                    file.write(bytes.rewind(), 1);
                }
            }
            return times;
        };
    }

    private ListFile() {}
}
