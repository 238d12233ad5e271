package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.Optional;
import java.util.Set;

/**
 * {@code struct passwd} of {@code pwd.h} or {@code struct group} of {@code grp.h}, and how both are looked up.
 *
 * @param layout the struct
 * @param nameField its field with the name
 * @param numberField its field with the number
 */
record Account(StructLayout layout, String nameField, String numberField) {
    private static final StructLayout PASSWD_LAYOUT = MemoryLayout.structLayout(
            ADDRESS.withName("pw_name"),
            ADDRESS.withName("pw_passwd"),
            JAVA_INT.withName("pw_uid"),
            JAVA_INT.withName("pw_gid"),
            ADDRESS.withName("pw_gecos"),
            ADDRESS.withName("pw_dir"),
            ADDRESS.withName("pw_shell"));
    private static final StructLayout GROUP_LAYOUT = MemoryLayout.structLayout(
            ADDRESS.withName("gr_name"),
            ADDRESS.withName("gr_passwd"),
            JAVA_INT.withName("gr_gid"),
            MemoryLayout.paddingLayout(4),
            ADDRESS.withName("gr_mem"));

    static final Account PASSWD = new Account(PASSWD_LAYOUT, "pw_name", "pw_uid");
    static final Account GROUP = new Account(GROUP_LAYOUT, "gr_name", "gr_gid");

    private static final int SMALLEST_BUFFER = 1024;
    /** A group of 100,000 members fits; what does not fit here is no account. */
    private static final int LARGEST_BUFFER = 16 << 20;
    /** Besides 0 with no result, what name services answer for "there is none"; see {@code getpwnam(3)}. */
    private static final Set<Errno> NOT_FOUND = Set.of(Errno.ENOENT, Errno.ESRCH, Errno.EBADF, Errno.EPERM);

    /** One of the four functions, its key bound. */
    interface Lookup {
        int ask(MemorySegment state, MemorySegment struct, MemorySegment buffer, MemorySegment result) throws Throwable;
    }

    /** Looks up with a buffer that grows until the account fits; the struct lives as long as the arena. */
    Optional<MemorySegment> look(String function, String key, Arena arena, Lookup lookup) throws SyscallException {
        for (int size = SMALLEST_BUFFER; ; ) {
            MemorySegment state = arena.allocate(Downcall.STATE);
            MemorySegment struct = arena.allocate(layout);
            MemorySegment result = arena.allocate(ADDRESS);
            int error;
            try {
                error = lookup.ask(state, struct, arena.allocate(size), result); // the error, and not -1 and errno
            } catch (Throwable mislinked) {
                throw new LinkageError(function, mislinked);
            }
            if (error == 0) {
                return result.get(ADDRESS, 0).equals(MemorySegment.NULL) ? Optional.empty() : Optional.of(struct);
            }
            Errno errno = new Errno(error);
            if (errno.equals(Errno.ERANGE) && size < LARGEST_BUFFER) {
                size *= 4;
            } else if (NOT_FOUND.contains(errno)) {
                return Optional.empty();
            } else if (!errno.equals(Errno.EINTR)) {
                throw new SyscallException(function, errno, key);
            }
        }
    }

    /** The number in a struct that was found. */
    long number(MemorySegment struct) {
        return Integer.toUnsignedLong(struct.get(JAVA_INT, offset(numberField)));
    }

    /** The name in a struct that was found. */
    String name(MemorySegment struct) {
        return Downcall.sized(struct.get(ADDRESS, offset(nameField)), LARGEST_BUFFER)
                .getString(0);
    }

    private long offset(String field) {
        return layout.byteOffset(PathElement.groupElement(field));
    }
}
