package dev.berth.engine.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the files of the store into what can be kept and what cannot, without giving up the one for the other. */
final class StoreReading {
    /** The longest file that our format can ask for is a few kilobytes. */
    private static final int MAX_BYTES = 64 * 1024;

    private final Path directory;
    private final Disk disk;
    private final List<UnusableFile> unusable = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    StoreReading(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /** What the files of these names say. */
    StoreContents contents(List<String> names, StoreContents.Switch wanted) {
        List<Stored> readable = new ArrayList<>();
        for (String name : names) {
            if (name.endsWith(".json") && !name.startsWith(".")) {
                read(name).ifPresent(readable::add);
            }
        }
        readable.sort(Stored.BY_AGE);
        List<Stored> kept = new ArrayList<>();
        for (Stored candidate : readable) {
            keep(candidate, kept);
        }
        kept.sort(Stored.BY_PORT);
        return new StoreContents(
                kept.stream()
                        .filter(StoredReservation.class::isInstance)
                        .map(StoredReservation.class::cast)
                        .toList(),
                kept.stream()
                        .filter(StoredExclusion.class::isInstance)
                        .map(StoredExclusion.class::cast)
                        .toList(),
                unusable,
                warnings,
                wanted);
    }

    private Optional<Stored> read(String name) {
        Path path = directory.resolve(name);
        Optional<FileName> parsed = FileName.parse(name);
        try {
            if (!disk.permission(path).rootOnly()) {
                throw new MalformedFileException(
                        "others than root can change it; run 'chown root:root " + path + " && chmod 644 " + path + "'");
            }
            byte[] content = disk.read(path, MAX_BYTES);
            if (content.length > MAX_BYTES) {
                throw new MalformedFileException("it is longer than " + MAX_BYTES + " bytes");
            }
            Stored stored = StoreFormat.decode(content);
            if (!parsed.equals(Optional.of(stored.fileName()))) {
                throw new MalformedFileException("it contradicts its name: by what it says it would be "
                        + stored.fileName().text());
            }
            return Optional.of(stored);
        } catch (MalformedFileException malformed) {
            unusable.add(new UnusableFile(path, parsed, String.valueOf(malformed.getMessage())));
        } catch (NoSuchFileException _) {
            // Deleted since the directory was read: readers hold no lock.
        } catch (IOException failed) {
            unusable.add(new UnusableFile(path, parsed, "it cannot be read: " + failed.getMessage()));
        }
        return Optional.empty();
    }

    private void keep(Stored candidate, List<Stored> kept) {
        for (Stored elder : kept) {
            if (elder.overlaps(candidate.protocol(), candidate.block())) {
                unusable.add(new UnusableFile(
                        directory.resolve(candidate.fileName().text()),
                        Optional.of(candidate.fileName()),
                        "it overlaps " + elder.fileName().text() + ", which is older"));
                return;
            }
            if (sameName(elder, candidate)) {
                warnings.add(candidate.fileName().text() + " has the name of "
                        + elder.fileName().text() + "; give one of them another");
            }
        }
        kept.add(candidate);
    }

    private static boolean sameName(Stored one, Stored other) {
        return one instanceof StoredReservation first
                && other instanceof StoredReservation second
                && first.name().isPresent()
                && first.name().equals(second.name());
    }
}
