package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.Accounts;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The accounts as libc's name service finds them: files, LDAP, whatever {@code nsswitch.conf(5)} says. A lookup may
 * block for as long as the name service does.
 *
 * <p>A name or number that stands in the local file is taken from there, as the name service does where {@code files}
 * come first: reading a file spares a command that only lists the price of calling libc. Where another service comes
 * first, and has another number for the same name, Berth goes by the file all the same.
 */
public final class LinuxAccounts implements Accounts {
    /** The functions are linked when they are first needed: it takes the JVM some milliseconds. */
    private static final class ByName {
        private static final FunctionDescriptor TYPE =
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
        private static final MethodHandle getpwnam_r = Downcall.link("getpwnam_r", TYPE);
        private static final MethodHandle getgrnam_r = Downcall.link("getgrnam_r", TYPE);
    }

    private static final class ByNumber {
        private static final FunctionDescriptor TYPE =
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
        private static final MethodHandle getpwuid_r = Downcall.link("getpwuid_r", TYPE);
        private static final MethodHandle getgrgid_r = Downcall.link("getgrgid_r", TYPE);
    }

    @Override
    public OptionalLong uid(String user) throws IOException {
        OptionalLong local = AccountFile.PASSWD.number(user);
        return local.isPresent() ? local : number(ByName.getpwnam_r, "getpwnam_r", Account.PASSWD, user);
    }

    @Override
    public OptionalLong gid(String group) throws IOException {
        OptionalLong local = AccountFile.GROUP.number(group);
        return local.isPresent() ? local : number(ByName.getgrnam_r, "getgrnam_r", Account.GROUP, group);
    }

    @Override
    public Optional<String> userName(long uid) throws IOException {
        Optional<String> local = AccountFile.PASSWD.name(uid);
        return local.isPresent() ? local : name(ByNumber.getpwuid_r, "getpwuid_r", Account.PASSWD, uid);
    }

    @Override
    public Optional<String> nearbyUserName(long uid) {
        return AccountFile.PASSWD.name(uid);
    }

    @Override
    public Optional<String> groupName(long gid) throws IOException {
        Optional<String> local = AccountFile.GROUP.name(gid);
        return local.isPresent() ? local : name(ByNumber.getgrgid_r, "getgrgid_r", Account.GROUP, gid);
    }

    private static OptionalLong number(MethodHandle handle, String function, Account account, String name)
            throws IOException {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            return OptionalLong.empty(); // C would look up what stands before the NUL
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocateFrom(name);
            return account.look(function, name, arena, (state, struct, buffer, result) ->
                            (int) handle.invokeExact(state, key, struct, buffer, buffer.byteSize(), result))
                    .map(account::number)
                    .map(OptionalLong::of)
                    .orElseGet(OptionalLong::empty);
        }
    }

    private static Optional<String> name(MethodHandle handle, String function, Account account, long number)
            throws IOException {
        int key = (int) number; // uid_t and gid_t are unsigned
        if (Integer.toUnsignedLong(key) != number) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            return account.look(function, Long.toString(number), arena, (state, struct, buffer, result) ->
                            (int) handle.invokeExact(state, key, struct, buffer, buffer.byteSize(), result))
                    .map(account::name);
        }
    }
}
