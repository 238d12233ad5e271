package dev.berth.testkit.kernel;

import dev.berth.kernel.Accounts;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** The users and groups of the machine, in memory. Safe for concurrent use. */
public final class ScriptedAccounts implements Accounts {
    private final Script script;
    private final Map<String, Long> users = new ConcurrentHashMap<>(Map.of("root", 0L));
    private final Map<String, Long> groups = new ConcurrentHashMap<>(Map.of("root", 0L));

    ScriptedAccounts(Script script) {
        this.script = script;
    }

    @Override
    public OptionalLong uid(String user) throws IOException {
        script.reach("Accounts.uid " + user);
        return number(users, user);
    }

    @Override
    public OptionalLong gid(String group) throws IOException {
        script.reach("Accounts.gid " + group);
        return number(groups, group);
    }

    @Override
    public Optional<String> userName(long uid) throws IOException {
        script.reach("Accounts.userName " + uid);
        return name(users, uid);
    }

    @Override
    public Optional<String> groupName(long gid) throws IOException {
        script.reach("Accounts.groupName " + gid);
        return name(groups, gid);
    }

    /** There is this user, by this number. */
    public void user(String name, long uid) {
        users.put(name, uid);
    }

    /** There is this group, by this number. */
    public void group(String name, long gid) {
        groups.put(name, gid);
    }

    /** There is no such user any more. */
    public void removeUser(String name) {
        users.remove(name);
    }

    private static OptionalLong number(Map<String, Long> accounts, String name) {
        Long number = accounts.get(name);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private static Optional<String> name(Map<String, Long> accounts, long number) {
        return accounts.entrySet().stream()
                .filter(account -> account.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
