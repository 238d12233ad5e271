package dev.berth.cli;

import dev.berth.api.CloseRequest;
import dev.berth.api.CloseRequest.Option;
import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.Protocol;

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
        // Nothing in it needs more than these quotes: addresses, numbers and words.
        text.append('\'');
        end(text, "src", entry.local());
        if (entry.remote().port() != 0) {
            text.append(" and ");
            end(text, "dst", entry.remote());
        }
        if (entry.cookie() != 0) {
            text.append(" and cookie = 0x").append(Long.toHexString(entry.cookie()));
        }
        return text.append('\'').toString();
    }

    private static void end(StringBuilder text, String word, Endpoint end) {
        text.append(word).append(" = ").append(end);
    }
}
