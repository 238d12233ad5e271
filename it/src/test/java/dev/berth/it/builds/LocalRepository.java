package dev.berth.it.builds;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Copies a local Maven repository without Berth's own artifacts. What Maven never writes to again is the same file in
 * both, where the file system has hard links across.
 */
final class LocalRepository extends SimpleFileVisitor<Path> {
    private static final Path OWN = Path.of("dev", "berth");

    private final Path from;
    private final Path to;

    private LocalRepository(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    static void copy(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            Files.walkFileTree(from, new LocalRepository(from, to));
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        Path place = from.relativize(directory);
        if (place.equals(OWN)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        Files.createDirectories(to.resolve(place));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Path copy = to.resolve(from.relativize(file));
        if (!isForever(file) || !isLinked(file, copy)) {
            Files.copy(file, copy);
        }
        return FileVisitResult.CONTINUE;
    }

    /** Released files are replaced as a whole if ever; what Maven notes about them beside is written to. */
    private static boolean isForever(Path file) {
        String name = file.toString();
        return name.endsWith(".jar") || name.endsWith(".pom") || name.endsWith(".sha1");
    }

    private static boolean isLinked(Path file, Path copy) throws IOException {
        try {
            Files.createLink(copy, file);
            return true;
        } catch (FileSystemException | UnsupportedOperationException another) {
            return false; // file system
        }
    }
}
