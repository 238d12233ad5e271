package dev.berth.client.message;

import dev.berth.api.Consumer;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Consumers: {@code {"user":"bob","uid":1000}}, {@code {"group":"web"}}, {@code {"cgroup":"/a.slice"}}. */
final class Consumers {
    private static final String MEMBER = "consumers";

    private Consumers() {}

    static void write(JsonObject message, List<Consumer> consumers) {
        List<JsonObject> all = new ArrayList<>();
        consumers.forEach(consumer -> all.add(of(consumer)));
        message.with(MEMBER, all);
    }

    static List<Consumer> read(JsonObject message) throws MalformedMessageException {
        List<Consumer> consumers = new ArrayList<>();
        for (JsonObject one : message.objects(MEMBER)) {
            consumers.add(one(one));
        }
        return consumers;
    }

    /** {@return the consumers, where the message speaks of consumers at all} */
    static Optional<List<Consumer>> readAny(JsonObject message) throws MalformedMessageException {
        return message.has(MEMBER) ? Optional.of(read(message)) : Optional.empty();
    }

    private static JsonObject of(Consumer consumer) {
        JsonObject message = new JsonObject();
        if (consumer instanceof Consumer.User user) {
            message.with("user", user.name());
            user.uid().ifPresent(uid -> message.with("uid", uid));
        } else if (consumer instanceof Consumer.Group group) {
            message.with("group", group.name());
            group.gid().ifPresent(gid -> message.with("gid", gid));
        } else if (consumer instanceof Consumer.Cgroup cgroup) {
            message.with("cgroup", cgroup.path());
        }
        return message;
    }

    private static Consumer one(JsonObject message) throws MalformedMessageException {
        Optional<String> user = message.text("user");
        Optional<String> group = message.text("group");
        Optional<String> cgroup = message.text("cgroup");
        long kinds = Stream.of(user, group, cgroup).filter(Optional::isPresent).count();
        if (kinds > 1) {
            throw new MalformedMessageException("'" + MEMBER + "': one that is several of user, group and cgroup");
        }
        if (user.isPresent()) {
            return new Consumer.User(user.get(), message.number("uid"));
        } else if (group.isPresent()) {
            return new Consumer.Group(group.get(), message.number("gid"));
        } else if (cgroup.isPresent()) {
            return Labels.read(MEMBER, cgroup.get(), Consumer::cgroup);
        }
        throw new MalformedMessageException("'" + MEMBER + "': one that is neither user, group nor cgroup");
    }
}
