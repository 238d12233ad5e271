package dev.berth.kernel.bpf;

import dev.berth.kernel.Errno;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.bpf.GuardDirectory.Asked;
import dev.berth.kernel.unix.Fd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a pinned guard says about itself, of whatever ABI it is, and whether that is one to work with. */
final class PinnedMeta {
    private final Path directory;
    private final Asked<NetworkNamespace> namespace;

    PinnedMeta(Path directory, Asked<NetworkNamespace> namespace) {
        this.directory = directory;
        this.namespace = namespace;
    }

    /**
     * Reads it; empty if there is no guard.
     *
     * @throws UnsupportedException if it keeps another namespace than the caller's, or cannot be trusted
     */
    Optional<Meta> read() throws IOException {
        try (Fd pinned = Bpf.get(directory.resolve(Pin.BERTH_META.file()).toString())) {
            new BpfFileSystem(directory).requireTrusted();
            Meta meta = read(pinned);
            NetworkNamespace here = namespace.ask();
            if (meta.namespace().cookie() != here.cookie()) {
                throw new UnsupportedException(
                        "the guard in " + directory + " keeps the ports of network namespace " + meta.namespace()
                                + " and the caller is in " + here,
                        "call from that namespace, or give this one a guard of its own with --bpffs and --store; where that"
                                + " namespace has gone, 'rm -r " + directory + "' removes what kept it");
            }
            return Optional.of(meta);
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Tells whether it is the map of this number; false if there is no guard. */
    boolean isPinned(int id) throws IOException {
        try (Fd pinned = Bpf.get(directory.resolve(Pin.BERTH_META.file()).toString())) {
            new BpfFileSystem(directory).requireTrusted();
            return Bpf.info(pinned, Pin.BERTH_META.map()).id() == id;
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOENT)) {
                return false;
            }
            throw refused;
        }
    }

    /** Refuses a guard of another ABI, by name and with a way out. */
    void requireOurs(Meta meta) throws UnsupportedException {
        if (meta.abi() != Meta.ABI) {
            throw new UnsupportedException(
                    "the guard in " + directory + " is of ABI " + meta.abi() + " and this Berth speaks ABI " + Meta.ABI,
                    remedy(meta.abi()));
        }
    }

    private static Meta read(Fd pinned) throws IOException {
        int valueSize = Bpf.info(pinned, Pin.BERTH_META.map()).valueSize();
        // Not closed: the descriptor is the caller's.
        @SuppressWarnings("resource")
        BpfMap map = new BpfMap(pinned, Pin.BERTH_META.map(), valueSize);
        return Meta.read(map.get(0).orElseThrow());
    }

    private static String remedy(int abi) {
        if (abi > Meta.ABI) {
            return "use the newer Berth that loaded it";
        }
        return abi == FormerGuard.ABI
                ? "run 'berth restore' as root, which upgrades it without a gap"
                : "use the older Berth to disable it first";
    }
}
