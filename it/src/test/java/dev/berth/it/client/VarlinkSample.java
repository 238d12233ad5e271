package dev.berth.it.client;

import dev.berth.client.varlink.JsonObject;
import dev.berth.it.client.VarlinkFile.Member;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Messages as an interface file has them. */
final class VarlinkSample {
    /** Words that make sense, where any text does not. */
    private static final Map<String, String> WORDS = Map.of(
            "protocol", "tcp",
            "token", "0x0000000000000007",
            "deny", "eacces",
            "lowPorts", "privileged",
            "standing", "enforced",
            "lifetime", "socket",
            "kind", "refused",
            "since", "2026-01-01T00:00:00Z",
            "time", "2026-01-01T00:00:00Z",
            "address", "::1");

    private final VarlinkFile file;
    private final boolean whole;
    private final String without;

    private VarlinkSample(VarlinkFile file, boolean whole, String without) {
        this.file = file;
        this.whole = whole;
        this.without = without;
    }

    /** Everything that the file has. */
    static JsonObject whole(VarlinkFile file, List<Member> members) {
        return new VarlinkSample(file, true, "").of(members, "");
    }

    /** What the file says is always there. */
    static JsonObject bare(VarlinkFile file, List<Member> members) {
        return new VarlinkSample(file, false, "").of(members, "");
    }

    /** Everything but one member, by its path. */
    static JsonObject without(VarlinkFile file, List<Member> members, String path) {
        return new VarlinkSample(file, true, path).of(members, "");
    }

    /** The paths of what the file says is always there; lists aside, which may be empty. */
    static Stream<String> required(VarlinkFile file, List<Member> members, String prefix) {
        return members.stream().flatMap(member -> {
            String path = prefix + member.name();
            Stream<String> itself = member.optional() || member.list() ? Stream.of() : Stream.of(path);
            List<Member> inside = file.types().getOrDefault(member.type(), List.of());
            return Stream.concat(itself, required(file, inside, path + "/"));
        });
    }

    private JsonObject of(List<Member> members, String prefix) {
        JsonObject object = new JsonObject();
        for (Member member : members) {
            String path = prefix + member.name();
            if (!path.equals(without) && (whole || !member.optional())) {
                add(object, member, path);
            }
        }
        return object;
    }

    private void add(JsonObject object, Member member, String path) {
        String name = member.name();
        String word = WORDS.getOrDefault(name, "x");
        switch (member.type()) {
            case "string" -> {
                if (member.list()) {
                    object.with(name, List.of(word));
                } else {
                    object.with(name, word);
                }
            }
            case "int" -> object.with(name, 2);
            case "bool" -> object.with(name, true);
            case "Consumer" -> object.with(name, List.of(new JsonObject().with("user", "bob"))); // one of three
            default -> {
                JsonObject inside = of(file.type(member.type()), path + "/");
                if (member.list()) {
                    object.with(name, List.of(inside));
                } else {
                    object.with(name, inside);
                }
            }
        }
    }
}
