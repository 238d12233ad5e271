package dev.berth.it.ports;

import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Faults of the file system below a directory, for programs that are started with them: {@code faults.c} makes them. */
final class Faults {
    static final int EIO = 5;
    static final int ENOSPC = 28;
    static final int EROFS = 30;
    static final int EDQUOT = 122;

    /** Instead of an error: the end of the process. */
    static final int SIGKILL = 0;

    // struct control
    private static final int AT = 0;
    private static final int ERROR = 4;
    private static final int ON = 8;
    private static final int REACHED = 12;
    private static final int CALL = 16;
    private static final int LONGEST_CALL = 16;
    private static final int SIZE = 4096;

    private final Path library;
    private final Path below;
    private final Path file;
    private final MappedByteBuffer control;

    private Faults(Path library, Path below, Path file, MappedByteBuffer control) {
        this.library = library;
        this.below = below;
        this.file = file;
        this.control = control;
    }

    static Faults below(Path directory, Walls walls) throws IOException {
        Path source = Path.of(System.getProperty("berth.root"), "it", "src", "test", "c", "faults.c");
        Path library = walls.directory().resolve("faults.so");
        Program.of("gcc", "-Wall", "-Wextra", "-Werror", "-O2", "-shared", "-fPIC")
                .and("-o", library.toString(), source.toString())
                .expect(0);
        Path file = walls.directory().resolve("faults");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer control = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            control.order(ByteOrder.nativeOrder());
            return new Faults(library, directory, file, control);
        }
    }

    /** The program, with these faults. */
    Program in(Program program) {
        return program.with("LD_PRELOAD", library.toString())
                .with("FAULTS_BELOW", below.toString())
                .with("FAULTS_CONTROL", file.toString());
    }

    /** Has one call fail, counted from here and from 1. */
    void at(int call, int error) {
        set(call, error, 0);
    }

    /** Has it fail and all after it. */
    void from(int call, int error) {
        set(call, error, 1);
    }

    /** Has nothing fail, and counts. */
    void none() {
        set(0, 0, 0);
    }

    /** How many calls there were since then. */
    int reached() {
        return control.getInt(REACHED);
    }

    /** The first that failed. */
    String call() {
        byte[] name = new byte[LONGEST_CALL];
        control.get(CALL, name);
        return new String(name, StandardCharsets.US_ASCII).replaceAll("\0.*", "");
    }

    private void set(int call, int error, int on) {
        control.putInt(AT, 0).putInt(ERROR, error).putInt(ON, on).putInt(REACHED, 0);
        control.put(CALL, new byte[LONGEST_CALL]).putInt(AT, call);
    }
}
