package dev.berth.engine.store;

import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The content of the store's files, version {@value #VERSION}, as {@code docs/store.md} shows it. Reading is strict:
 * any bytes are a reservation, an exclusion, or a {@link MalformedFileException}, and a field that is not known is not
 * passed over.
 */
final class StoreFormat {
    static final long VERSION = 1;

    private StoreFormat() {}

    /** The file of a reservation or exclusion. */
    static byte[] encode(Stored stored) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", VERSION);
        fields.put("kind", kind(stored));
        fields.put("protocol", stored.protocol().label());
        fields.put("start", (long) stored.block().start());
        fields.put("count", (long) stored.block().count());
        if (stored instanceof StoredReservation reservation) {
            reservation.name().ifPresent(name -> fields.put("name", name));
            fields.put("consumers", ConsumerFormat.encode(reservation.consumers()));
            fields.put("deny", reservation.deny().label());
            fields.put("lowPorts", label(reservation.lowPorts()));
        }
        fields.put("since", stored.since().toString());
        return JsonWriting.object(fields);
    }

    /** What a file records. */
    static Stored decode(byte[] file) throws MalformedFileException {
        Fields fields = new Fields(JsonReading.object(file));
        long version = fields.number("version", Long.MAX_VALUE);
        if (version != VERSION) {
            throw new MalformedFileException("it has version " + version + ", and this Berth reads version " + VERSION);
        }
        String kind = fields.text("kind");
        Protocol protocol = protocol(fields.text("protocol"));
        PortBlock block = block(fields);
        Instant since = instant(fields.text("since"));
        Stored stored = switch (kind) {
            case "reservation" -> reservation(fields, protocol, block, since);
            case "exclusion" -> new StoredExclusion(protocol, block, since);
            default -> throw new MalformedFileException("\"kind\" is '" + kind + "', not reservation or exclusion");
        };
        fields.end();
        return stored;
    }

    private static StoredReservation reservation(Fields fields, Protocol protocol, PortBlock block, Instant since)
            throws MalformedFileException {
        Optional<String> name = fields.optionalText("name");
        Optional<String> badName = name.flatMap(ReservationName::problem);
        if (badName.isPresent()) {
            throw new MalformedFileException("\"name\" " + badName.get());
        }
        return new StoredReservation(
                protocol,
                block,
                name,
                ConsumerFormat.decode(fields.objects("consumers")),
                deny(fields.optionalText("deny").orElse("eacces")),
                lowPorts(fields.optionalText("lowPorts").orElse("free-for-consumers")),
                since);
    }

    private static PortBlock block(Fields fields) throws MalformedFileException {
        PortBlock block = PortBlock.of(
                (int) fields.number("start", PortBlock.MAX_PORT), (int) fields.number("count", PortBlock.MAX_PORT));
        Optional<String> problem = block.problem();
        if (problem.isPresent()) {
            throw new MalformedFileException(problem.get());
        }
        return block;
    }

    private static Instant instant(String text) throws MalformedFileException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw new MalformedFileException(
                    "\"since\" is '" + text + "', not a time such as 2026-01-31T23:59:59Z", malformed);
        }
    }

    private static Protocol protocol(String label) throws MalformedFileException {
        try {
            return Protocol.of(label);
        } catch (IllegalArgumentException unknown) {
            throw new MalformedFileException("\"protocol\": " + unknown.getMessage(), unknown);
        }
    }

    private static Deny deny(String label) throws MalformedFileException {
        try {
            return Deny.of(label);
        } catch (IllegalArgumentException unknown) {
            throw new MalformedFileException("\"deny\": " + unknown.getMessage(), unknown);
        }
    }

    private static LowPorts lowPorts(String label) throws MalformedFileException {
        for (LowPorts rule : LowPorts.values()) {
            if (label(rule).equals(label)) {
                return rule;
            }
        }
        throw new MalformedFileException("\"lowPorts\" is '" + label + "', not free-for-consumers or privileged");
    }

    private static String label(LowPorts rule) {
        return switch (rule) {
            case FREE_FOR_CONSUMERS -> "free-for-consumers";
            case PRIVILEGED -> "privileged";
        };
    }

    private static String kind(Stored stored) {
        return switch (stored) {
            case StoredReservation _ -> "reservation";
            case StoredExclusion _ -> "exclusion";
        };
    }
}
