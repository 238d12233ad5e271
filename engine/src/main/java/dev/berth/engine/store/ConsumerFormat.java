package dev.berth.engine.store;

import dev.berth.api.Consumer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Consumers in a file: {@code {"user": "www-data", "uid": 33}}, {@code {"group": …, "gid": …}}, {@code {"cgroup": …}}. */
final class ConsumerFormat {
    private ConsumerFormat() {}

    static List<Map<String, Object>> encode(List<Consumer> consumers) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Consumer consumer : consumers) {
            Map<String, Object> fields = new LinkedHashMap<>();
            switch (consumer) {
                case Consumer.User(String name, OptionalLong uid) -> {
                    fields.put("user", name);
                    fields.put("uid", uid.orElseThrow());
                }
                case Consumer.Group(String name, OptionalLong gid) -> {
                    fields.put("group", name);
                    fields.put("gid", gid.orElseThrow());
                }
                case Consumer.Cgroup(String path) -> fields.put("cgroup", path);
            }
            list.add(fields);
        }
        return list;
    }

    static List<Consumer> decode(List<Fields> list) throws MalformedFileException {
        List<Consumer> consumers = new ArrayList<>();
        for (Fields fields : list) {
            consumers.add(consumer(fields));
            fields.end();
        }
        Optional<String> tooMany = ConsumerRights.problem(consumers);
        if (tooMany.isPresent()) {
            throw new MalformedFileException(tooMany.get());
        }
        return consumers;
    }

    private static Consumer consumer(Fields fields) throws MalformedFileException {
        if (fields.has("user")) {
            return new Consumer.User(fields.text("user"), OptionalLong.of(fields.number("uid", ConsumerRights.MAX_ID)));
        }
        if (fields.has("group")) {
            return new Consumer.Group(
                    fields.text("group"), OptionalLong.of(fields.number("gid", ConsumerRights.MAX_ID)));
        }
        String path = fields.text("cgroup");
        try {
            Consumer.Cgroup cgroup = Consumer.cgroup(path);
            if (path.equals(cgroup.path())) {
                return cgroup;
            }
        } catch (IllegalArgumentException unsound) {
            throw new MalformedFileException(String.valueOf(unsound.getMessage()), unsound);
        }
        throw new MalformedFileException("cgroup '" + path + "' ends with a slash");
    }
}
