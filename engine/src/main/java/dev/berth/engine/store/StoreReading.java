package dev.berth.engine.store;

import dev.berth.api.Protocol;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Turns the files of the store into what can be kept and what cannot, without giving up the one for the other. */
final class StoreReading {
    /** The longest file that our format can ask for is a few kilobytes. */
    private static final int MAX_BYTES = 64 * 1024;

    private final Path directory;
    private final Disk disk;
    private final ReadFiles known;
    private final List<UnusableFile> unusable = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Stored> kept = new ArrayList<>();
    private final Map<Protocol, BitSet> taken = new EnumMap<>(Protocol.class);
    private final Map<String, Stored> named = new HashMap<>();

    StoreReading(Path directory, Disk disk, ReadFiles known) {
        this.directory = directory;
        this.disk = disk;
        this.known = known;
    }

    /** What the files of these names say. */
    StoreContents contents(List<String> names, StoreContents.Switch wanted) {
        List<Stored> readable = new ArrayList<>();
        known.retain(Set.copyOf(names));
        for (String name : names) {
            if (name.endsWith(".json") && !name.startsWith(".")) {
                read(name).ifPresent(readable::add);
            }
        }
        readable.sort(Stored.BY_AGE);
        readable.forEach(this::keep);
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
        try {
            Disk.Status status = disk.status(path);
            if (!status.permission().rootOnly()) {
                throw new MalformedFileException(
                        "others than root can change it; run 'chown root:root " + path + " && chmod 644 " + path + "'");
            }
            Optional<Stored> unchanged = known.get(name, status.stamp());
            if (unchanged.isPresent()) {
                return unchanged;
            }
            Stored stored = decoded(path, name);
            known.put(name, status.stamp(), stored);
            return Optional.of(stored);
        } catch (MalformedFileException malformed) {
            unusable.add(new UnusableFile(path, FileName.parse(name), String.valueOf(malformed.getMessage())));
        } catch (NoSuchFileException absent) {
            // Deleted since the directory was read: readers hold no lock. Or a link, whose file is not there at the
            // moment.
            if (isLink(path)) {
                unusable.add(new UnusableFile(path, FileName.parse(name), "it is a link to a file that is not there"));
            }
        } catch (IOException failed) {
            unusable.add(new UnusableFile(path, FileName.parse(name), "it cannot be read: " + failed.getMessage()));
        }
        return Optional.empty();
    }

    private boolean isLink(Path path) {
        try {
            return disk.isLink(path);
        } catch (IOException gone) {
            return false;
        }
    }

    private Stored decoded(Path path, String name) throws IOException, MalformedFileException {
        byte[] content = disk.read(path, MAX_BYTES);
        if (content.length > MAX_BYTES) {
            throw new MalformedFileException("it is longer than " + MAX_BYTES + " bytes");
        }
        Stored stored = StoreFormat.decode(content);
        if (!FileName.parse(name).equals(Optional.of(stored.fileName()))) {
            throw new MalformedFileException("it contradicts its name: by what it says it would be "
                    + stored.fileName().text());
        }
        return stored;
    }

    private void keep(Stored candidate) {
        Optional<Stored> elder = overlapped(candidate);
        if (elder.isPresent()) {
            unusable.add(new UnusableFile(
                    directory.resolve(candidate.fileName().text()),
                    Optional.of(candidate.fileName()),
                    "it overlaps " + elder.get().fileName().text() + ", which is older"));
            return;
        }
        if (candidate instanceof StoredReservation reservation
                && reservation.name().isPresent()) {
            Stored namesake = named.putIfAbsent(reservation.name().get(), candidate);
            if (namesake != null) {
                warnings.add(candidate.fileName().text() + " has the name of "
                        + namesake.fileName().text() + "; give one of them another");
            }
        }
        taken(candidate.protocol())
                .set(candidate.block().start(), candidate.block().last() + 1);
        kept.add(candidate);
    }

    /** Looked for among thousands only where there is one. */
    private Optional<Stored> overlapped(Stored candidate) {
        int start = candidate.block().start();
        int last = candidate.block().last();
        return Stream.of(Protocol.values())
                        .filter(candidate.protocol()::meets)
                        .map(this::taken)
                        .map(ports -> ports.nextSetBit(start))
                        .anyMatch(next -> next >= 0 && next <= last)
                ? kept.stream()
                        .filter(elder -> elder.overlaps(candidate.protocol(), candidate.block()))
                        .findFirst()
                : Optional.empty();
    }

    private BitSet taken(Protocol protocol) {
        return taken.computeIfAbsent(protocol, _ -> new BitSet());
    }
}
