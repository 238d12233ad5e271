package dev.berth.api;

import java.util.OptionalLong;

/**
 * Who may bind inside a reservation: a user, a group, or the processes of a cgroup.
 *
 * <p>A user or group may be asked for by name or by number. What Berth answers always carries both where the name is
 * known: the number is what the kernel compares, and it goes on counting when the name changes its meaning.
 */
public sealed interface Consumer {
    /**
     * Processes whose effective user is this one.
     *
     * @param name the user's name; the number as text where it has none
     * @param uid the user's number, unsigned 32 bits; empty while only the name is known
     */
    record User(String name, OptionalLong uid) implements Consumer {
        @Override
        public String toString() {
            return "user:" + name;
        }
    }

    /**
     * Processes with this group as their effective or a supplementary one.
     *
     * @param name the group's name; the number as text where it has none
     * @param gid the group's number, unsigned 32 bits; empty while only the name is known
     */
    record Group(String name, OptionalLong gid) implements Consumer {
        @Override
        public String toString() {
            return "group:" + name;
        }
    }

    /**
     * Processes in this cgroup or below it. The path is matched by name when somebody binds, so the cgroup may come and
     * go and need not exist yet.
     *
     * @param path the path below the root of the cgroup2 hierarchy, with a leading slash and without a trailing one
     */
    record Cgroup(String path) implements Consumer {
        @Override
        public String toString() {
            return "cgroup:" + path;
        }
    }

    /**
     * {@return a user}
     *
     * @param nameOrNumber the name or number
     */
    static User user(String nameOrNumber) {
        return new User(nameOrNumber, number(nameOrNumber));
    }

    /**
     * {@return a group}
     *
     * @param nameOrNumber the name or number
     */
    static Group group(String nameOrNumber) {
        return new Group(nameOrNumber, number(nameOrNumber));
    }

    /**
     * {@return a cgroup}
     *
     * @param path its path below the root of the cgroup2 hierarchy
     * @throws IllegalArgumentException if the path is not absolute, is the root, or has empty, {@code .} or {@code ..}
     *     parts
     */
    static Cgroup cgroup(String path) {
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!trimmed.startsWith("/") || trimmed.length() == 1) {
            throw new IllegalArgumentException(
                    "cgroup '" + path + "': a path below the cgroup2 root, such as /system.slice/nginx.service");
        }
        for (String part : trimmed.substring(1).split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new IllegalArgumentException("cgroup '" + path + "': no empty part, '.' or '..' in the path");
            }
        }
        return new Cgroup(trimmed);
    }

    /**
     * The consumer of a text: {@code user:www-data}, {@code group:33}, {@code cgroup:/system.slice/nginx.service}.
     *
     * @param text the text
     * @return the consumer
     * @throws IllegalArgumentException if the text has another form
     */
    static Consumer parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon);
        String rest = text.substring(colon + 1);
        if (rest.isEmpty()) {
            kind = "";
        }
        return switch (kind) {
            case "user" -> user(rest);
            case "group" -> group(rest);
            case "cgroup" -> cgroup(rest);
            default ->
                throw new IllegalArgumentException(
                        "'" + text + "' is no consumer: user:NAME, group:NAME or cgroup:/PATH");
        };
    }

    private static OptionalLong number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
