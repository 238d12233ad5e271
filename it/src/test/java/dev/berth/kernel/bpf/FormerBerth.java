package dev.berth.kernel.bpf;

import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.unix.Callers;
import dev.berth.kernel.unix.Fd;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A Berth of ABI 2, as far as its guard goes: the programs that it had, and what it wrote, byte for byte. */
final class FormerBerth {
    private static final ObjectFile OBJECT = new ObjectFile("port_guard_abi2.bpf.o", "port_guard", "that Berth's");
    private static final int ORIGIN_AT = 40;
    private static final int ORIGIN = 16;

    private final Walls walls;
    private final Path directory;
    private final GuardLinks links;

    FormerBerth(Walls walls) {
        this.walls = walls;
        directory = walls.bpffs();
        links = new GuardLinks(directory);
    }

    /** Loads its guard where none is pinned. */
    void load(long nextToken) throws IOException {
        new BpfFileSystem(directory).prepare();
        try (GuardObject object = GuardObject.load(OBJECT, _ -> Optional.empty())) {
            for (Pin pin : Pin.values()) {
                pin(object, pin, file(pin));
            }
            Meta meta = new Meta(2, 0, walls.call(Callers::networkNamespace), nextToken, new UUID(1, 2), 6);
            put(object, meta.write());
            links.attach(object, Pin.Hook.ALL, walls.cgroup().directory());
        }
    }

    /** Takes a guard of ours back to its own, without a gap: what no Berth does. */
    void takeBack() throws IOException {
        try (GuardObject object = GuardObject.load(OBJECT, this::kept);
                BpfMap theirs = new BpfMap(object.map(Pin.RESERVATIONS), "reservations", FormerGuard.RESERVATION_SIZE);
                BpfMap ours = new BpfMap(open(Pin.RESERVATIONS.file()), "reservations", ReservationStruct.SIZE);
                BpfMap meta = new BpfMap(open("meta"), "meta", Meta.SIZE)) {
            Map<Long, ByteBuffer> entries = new TreeMap<>();
            ours.each((token, entry) -> entries.put(token, former(entry)));
            for (Map.Entry<Long, ByteBuffer> entry : entries.entrySet()) {
                theirs.put(entry.getKey(), entry.getValue());
            }
            pin(object, Pin.RESERVATIONS, FormerGuard.RESERVATIONS);
            put(object, meta.get(0).orElseThrow().putInt(0, 2));
            pin(object, Pin.BERTH_META, "meta_former");
            for (Pin.Hook hook : Pin.Hook.ALL) {
                links.replace(object, hook);
            }
            Files.move(directory.resolve("meta_former"), directory.resolve("meta"), StandardCopyOption.ATOMIC_MOVE);
            Files.delete(directory.resolve(Pin.RESERVATIONS.file()));
        }
    }

    /** Makes an entry live, with a token of the caller's choice. */
    void hold(GuardEntry entry) throws IOException {
        try (Fd map = open("slots");
                Slots slots = new Slots(map)) {
            slots.give(entry.protocol(), entry.block(), entry.token());
        }
        try (BpfMap reservations = reservations()) {
            reservations.put(entry.token().bits(), former(ReservationStruct.write(entry)));
        }
    }

    /** Its entries, by their tokens. */
    List<Token> tokens() throws IOException {
        List<Token> tokens = new ArrayList<>();
        try (BpfMap reservations = reservations()) {
            reservations.each((token, _) -> tokens.add(new Token(token)));
        }
        return tokens;
    }

    /** What it has open as long as an engine of it lives. */
    BpfMap meta() throws IOException {
        return new BpfMap(open("meta"), "meta", FormerGuard.META_SIZE);
    }

    private BpfMap reservations() throws IOException {
        return new BpfMap(open(FormerGuard.RESERVATIONS), "reservations", FormerGuard.RESERVATION_SIZE);
    }

    private Optional<Fd> kept(Pin pin) throws IOException {
        boolean differs = pin == Pin.RESERVATIONS || pin == Pin.BERTH_META;
        return differs ? Optional.empty() : Optional.of(open(pin.file()));
    }

    private Fd open(String file) throws IOException {
        return Bpf.get(directory.resolve(file).toString());
    }

    private static void put(GuardObject object, ByteBuffer meta) throws IOException {
        try (BpfMap map = new BpfMap(object.map(Pin.BERTH_META), "meta", FormerGuard.META_SIZE)) {
            map.put(0, meta.limit(FormerGuard.META_SIZE));
        }
    }

    private void pin(GuardObject object, Pin pin, String file) throws IOException {
        try (Fd map = object.map(pin)) {
            Bpf.pin(map, directory.resolve(file).toString());
        }
    }

    private static String file(Pin pin) {
        return pin == Pin.RESERVATIONS ? FormerGuard.RESERVATIONS : pin.file();
    }

    private static ByteBuffer former(ByteBuffer ours) {
        ByteBuffer former = ByteBuffer.allocate(FormerGuard.RESERVATION_SIZE).order(ByteOrder.nativeOrder());
        former.put(0, ours, 0, ORIGIN_AT);
        former.put(ORIGIN_AT, ours, ORIGIN_AT + ORIGIN, FormerGuard.RESERVATION_SIZE - ORIGIN_AT);
        return former;
    }
}
