package dev.berth.engine.store;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file of the store, such as {@code tcp-8080-4.json} or {@code exclude-udp-5000-100.json}. It names the
 * block even where the content cannot be read.
 *
 * @param kind what the file records
 * @param protocol the pool or pools
 * @param block the ports, sound
 */
public record FileName(Kind kind, Protocol protocol, PortBlock block) {
    private static final Pattern FORM = Pattern.compile(
            "(?<kind>exclude-)?(?<protocol>tcp|udp|tcp\\+udp)-(?<start>\\d{1,5})-(?<count>\\d{1,5})\\.json");

    /** What a file records. */
    public enum Kind {
        /** A reservation. */
        RESERVATION,
        /** An exclusion. */
        EXCLUSION
    }

    /** The name of a text; empty if the text is none, or another spelling of one, such as with leading zeros. */
    public static Optional<FileName> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int start = Integer.parseInt(form.group("start"));
        int count = Integer.parseInt(form.group("count"));
        if (start > PortBlock.MAX_PORT || count > PortBlock.MAX_PORT) {
            return Optional.empty();
        }
        Kind kind = form.group("kind") == null ? Kind.RESERVATION : Kind.EXCLUSION;
        FileName name = new FileName(kind, Protocol.of(form.group("protocol")), PortBlock.of(start, count));
        boolean canonical = name.text().equals(text) && name.block.problem().isEmpty();
        return canonical ? Optional.of(name) : Optional.empty();
    }

    /** The name as the directory has it. */
    public String text() {
        String prefix = switch (kind) {
            case RESERVATION -> "";
            case EXCLUSION -> "exclude-";
        };
        return prefix + protocol + "-" + block.start() + "-" + block.count() + ".json";
    }
}
