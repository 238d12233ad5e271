package dev.berth.engine;

import dev.berth.api.Consumer;
import dev.berth.engine.store.ConsumerRights;
import dev.berth.kernel.Accounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the numbers of users and groups that were named, and the names of those that were numbered. */
final class ConsumerNames {
    private final Accounts accounts;

    /** What became of it. */
    sealed interface Resolution {}

    /**
     * Everybody is known.
     *
     * @param consumers with name and number, each once, in the order given
     */
    record Known(List<Consumer> consumers) implements Resolution {}

    /**
     * Somebody is not, or it is too many.
     *
     * @param why as a clause
     */
    record Unknown(String why) implements Resolution {}

    /** A consumer that there cannot be. */
    private static final class UnknownException extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownException(String why) {
            super(why);
        }
    }

    ConsumerNames(Accounts accounts) {
        this.accounts = accounts;
    }

    Resolution resolve(List<Consumer> consumers) throws IOException {
        // Before anybody is looked up, which may take a name service long: thousands are not looked up in vain.
        Optional<String> tooMany = ConsumerRights.problem(consumers.stream()
                .filter(consumer -> !(consumer instanceof Consumer.Cgroup))
                .distinct()
                .toList());
        if (tooMany.isPresent()) {
            return new Unknown(tooMany.get());
        }
        List<Consumer> known = new ArrayList<>();
        try {
            for (Consumer consumer : consumers) {
                Consumer resolved = resolve(consumer);
                if (!known.contains(resolved)) {
                    known.add(resolved);
                }
            }
        } catch (UnknownException unknown) {
            return new Unknown(String.valueOf(unknown.getMessage()));
        }
        Optional<String> problem = ConsumerRights.problem(known);
        return problem.isPresent() ? new Unknown(problem.get()) : new Known(known);
    }

    private Consumer resolve(Consumer consumer) throws IOException, UnknownException {
        return switch (consumer) {
            case Consumer.User(String name, OptionalLong uid)
            when uid.isPresent() -> {
                requireId("user", uid.getAsLong());
                yield new Consumer.User(accounts.userName(uid.getAsLong()).orElse(name), uid);
            }
            case Consumer.User(String name, OptionalLong _) ->
                new Consumer.User(name, found("user", name, accounts.uid(name)));
            case Consumer.Group(String name, OptionalLong gid)
            when gid.isPresent() -> {
                requireId("group", gid.getAsLong());
                yield new Consumer.Group(accounts.groupName(gid.getAsLong()).orElse(name), gid);
            }
            case Consumer.Group(String name, OptionalLong _) ->
                new Consumer.Group(name, found("group", name, accounts.gid(name)));
            case Consumer.Cgroup(String path) -> sound(path);
        };
    }

    private static OptionalLong found(String kind, String name, OptionalLong number) throws UnknownException {
        if (number.isEmpty()) {
            throw new UnknownException(
                    "there is no " + kind + " '" + name + "' on this machine; check the name, or give" + " the number");
        }
        return number;
    }

    private static void requireId(String kind, long number) throws UnknownException {
        if (number < 0 || number > ConsumerRights.MAX_ID) {
            throw new UnknownException(kind + " " + number + " is not between 0 and " + ConsumerRights.MAX_ID);
        }
    }

    private static Consumer sound(String path) throws UnknownException {
        try {
            return Consumer.cgroup(path);
        } catch (IllegalArgumentException unsound) {
            throw new UnknownException(String.valueOf(unsound.getMessage()));
        }
    }
}
