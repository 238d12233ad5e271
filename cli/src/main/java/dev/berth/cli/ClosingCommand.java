package dev.berth.cli;

import dev.berth.api.CloseRequest;
import dev.berth.api.CloseRequest.Option;
import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.Protocol;
import java.util.OptionalInt;

/** The command that closes one entry and no other: by both ends, which find it at once, and by its cookie. */
final class ClosingCommand {
    private ClosingCommand() {}

    /** {@code berth close 'src = 127.0.0.1:8080 and dst = 127.0.0.1:40000 and cookie = 0x1a2b'}. */
    static String of(Entry entry, CloseRequest request) {
        StringBuilder text = new StringBuilder("berth close ");
        if (entry.protocol() == Protocol.UDP) {
            text.append(Selection.UDP).append(' ');
        }
        if (request.options().contains(Option.FORCE)) {
            text.append(CloseCommand.FORCE).append(' ');
        }
        // Addresses, ports and a number: nothing in it needs more than these quotes.
        return text.append('\'')
                .append(EntryFilter.text(filter(entry)))
                .append('\'')
                .toString();
    }

    private static EntryFilter filter(Entry entry) {
        EntryFilter filter = of(End.LOCAL, entry.local());
        if (entry.remote().port() != 0) {
            filter = new EntryFilter.And(filter, of(End.REMOTE, entry.remote()));
        }
        return entry.cookie() == 0 ? filter : new EntryFilter.And(filter, new EntryFilter.Cookie(entry.cookie()));
    }

    private static EntryFilter of(End end, Endpoint at) {
        return new EntryFilter.Host(end, at.address(), at.address().bits(), OptionalInt.of(at.port()));
    }
}
