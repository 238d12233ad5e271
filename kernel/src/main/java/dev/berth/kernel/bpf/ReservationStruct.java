package dev.berth.kernel.bpf;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.berth.api.Deny;
import dev.berth.api.Lifetime;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Errno;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.Origin;
import dev.berth.kernel.Rights;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code struct reservation}, port_guard.h: a {@link GuardEntry} as the guard reads it. */
final class ReservationStruct {
    static final StructLayout LAYOUT = structLayout(
            JAVA_LONG.withName("owner_start"),
            JAVA_INT.withName("owner_tgid"),
            JAVA_INT.withName("next"),
            JAVA_SHORT.withName("start"),
            JAVA_SHORT.withName("count"),
            JAVA_BYTE.withName("state"),
            JAVA_BYTE.withName("pools"),
            JAVA_BYTE.withName("deny"),
            JAVA_BYTE.withName("low_ports_privileged"),
            JAVA_BYTE.withName("user_count"),
            JAVA_BYTE.withName("group_count"),
            JAVA_BYTE.withName("cgroup_count"),
            JAVA_BYTE.withName("anchored"),
            JAVA_INT.withName("since"),
            JAVA_LONG.withName("anchor"),
            JAVA_LONG.withName("request"),
            JAVA_INT.withName("owner_uid"),
            JAVA_INT.withName("padding"),
            sequenceLayout(Rights.MAX_USERS, JAVA_INT).withName("users"),
            sequenceLayout(Rights.MAX_GROUPS, JAVA_INT).withName("groups"),
            sequenceLayout(Rights.MAX_CGROUPS, JAVA_INT).withName("cgroups"),
            sequenceLayout(Rights.MAX_PATH_BYTES, JAVA_BYTE).withName("paths"));
    static final int SIZE = (int) LAYOUT.byteSize();

    /** Where an entry names the anchor that it shares. */
    static final int ANCHOR = at("anchor");

    private static final int OWNER_START = at("owner_start");
    private static final int OWNER_TGID = at("owner_tgid");
    private static final int START = at("start");
    private static final int COUNT = at("count");
    private static final int STATE = at("state");
    private static final int POOLS = at("pools");
    private static final int DENY = at("deny");
    private static final int LOW_PORTS_PRIVILEGED = at("low_ports_privileged");
    private static final int USER_COUNT = at("user_count");
    private static final int GROUP_COUNT = at("group_count");
    private static final int CGROUP_COUNT = at("cgroup_count");
    private static final int ANCHORED = at("anchored");
    private static final int SINCE = at("since");
    private static final int REQUEST = at("request");
    private static final int OWNER_UID = at("owner_uid");
    private static final int USERS = at("users");
    private static final int GROUPS = at("groups");
    private static final int CGROUPS = at("cgroups");
    private static final int PATHS = at("paths");

    /**
     * The bytes of an entry; its token is the key and not among them.
     *
     * @throws IllegalArgumentException if the rights are more than an entry holds
     */
    static ByteBuffer write(GuardEntry entry) {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
        bytes.putLong(OWNER_START, entry.owner().startTicks());
        bytes.putInt(OWNER_TGID, entry.owner().pid());
        bytes.putShort(START, (short) entry.block().start());
        bytes.putShort(COUNT, (short) entry.block().count());
        bytes.put(STATE, state(entry.state()));
        bytes.put(POOLS, pools(entry.protocol()));
        bytes.put(DENY, (byte) errno(entry.deny()).number());
        bytes.put(LOW_PORTS_PRIVILEGED, (byte) (entry.lowPorts() == LowPorts.PRIVILEGED ? 1 : 0));
        bytes.put(ANCHORED, (byte) (entry.lifetime() == Lifetime.SOCKET ? 1 : 0));
        bytes.putInt(SINCE, (int) entry.since().getEpochSecond());
        bytes.putLong(ANCHOR, entry.anchor().bits());
        bytes.putLong(REQUEST, entry.origin().request());
        bytes.putInt(OWNER_UID, (int) entry.origin().uid());
        writeIds(bytes, USER_COUNT, USERS, entry.rights().users(), Rights.MAX_USERS);
        writeIds(bytes, GROUP_COUNT, GROUPS, entry.rights().groups(), Rights.MAX_GROUPS);
        writePaths(bytes, entry.rights().cgroups());
        return bytes;
    }

    /**
     * The entry of a token, from its bytes.
     *
     * @throws IllegalArgumentException if no guard of this ABI wrote them
     */
    static GuardEntry read(Token token, ByteBuffer bytes) {
        if (bytes.remaining() != SIZE) {
            throw new IllegalArgumentException("a reservation of " + bytes.remaining() + " bytes, not " + SIZE);
        }
        try {
            return new GuardEntry(
                    token,
                    state(bytes.get(STATE)),
                    protocol(bytes.get(POOLS)),
                    PortBlock.of(
                            Short.toUnsignedInt(bytes.getShort(START)), Short.toUnsignedInt(bytes.getShort(COUNT))),
                    deny(bytes.get(DENY)),
                    bytes.get(LOW_PORTS_PRIVILEGED) == 0 ? LowPorts.FREE_FOR_CONSUMERS : LowPorts.PRIVILEGED,
                    new Life(bytes.getInt(OWNER_TGID), bytes.getLong(OWNER_START)),
                    new Rights(
                            readIds(bytes, USER_COUNT, USERS, Rights.MAX_USERS),
                            readIds(bytes, GROUP_COUNT, GROUPS, Rights.MAX_GROUPS),
                            readPaths(bytes)),
                    bytes.get(ANCHORED) == 0 ? Lifetime.PROCESS : Lifetime.SOCKET,
                    Instant.ofEpochSecond(Integer.toUnsignedLong(bytes.getInt(SINCE))),
                    new Origin(Integer.toUnsignedLong(bytes.getInt(OWNER_UID)), bytes.getLong(REQUEST)),
                    new Token(bytes.getLong(ANCHOR)));
        } catch (BufferUnderflowException | IndexOutOfBoundsException truncated) {
            throw new IllegalArgumentException("a reservation that points outside itself", truncated);
        }
    }

    private static void writeIds(ByteBuffer bytes, int countAt, int idsAt, List<Long> ids, int most) {
        if (ids.size() > most) {
            throw new IllegalArgumentException(ids.size() + " ids in an entry that holds " + most);
        }
        bytes.put(countAt, (byte) ids.size());
        for (int i = 0; i < ids.size(); i++) {
            bytes.putInt(idsAt + i * Integer.BYTES, (int) (long) ids.get(i));
        }
    }

    private static List<Long> readIds(ByteBuffer bytes, int countAt, int idsAt, int most) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < checkedCount(bytes.get(countAt), most); i++) {
            ids.add(Integer.toUnsignedLong(bytes.getInt(idsAt + i * Integer.BYTES)));
        }
        return ids;
    }

    /** Every part of a path is ended by NUL, so that the guard can compare it with a cgroup's name as it is. */
    private static void writePaths(ByteBuffer bytes, List<String> paths) {
        if (paths.size() > Rights.MAX_CGROUPS) {
            throw new IllegalArgumentException(paths.size() + " paths in an entry that holds " + Rights.MAX_CGROUPS);
        }
        bytes.put(CGROUP_COUNT, (byte) paths.size());
        int offset = 0;
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i).substring(1);
            byte[] parts = path.replace('/', '\0').concat("\0").getBytes(StandardCharsets.UTF_8);
            int depth = path.split("/", -1).length;
            if (depth > Rights.MAX_DEPTH || offset + parts.length > Rights.MAX_PATH_BYTES) {
                throw new IllegalArgumentException("cgroup path " + paths.get(i) + " is more than an entry holds");
            }
            bytes.putShort(CGROUPS + i * Integer.BYTES, (short) offset);
            bytes.putShort(CGROUPS + i * Integer.BYTES + Short.BYTES, (short) depth);
            bytes.put(PATHS + offset, parts);
            offset += parts.length;
        }
    }

    private static List<String> readPaths(ByteBuffer bytes) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < checkedCount(bytes.get(CGROUP_COUNT), Rights.MAX_CGROUPS); i++) {
            int at = PATHS + Short.toUnsignedInt(bytes.getShort(CGROUPS + i * Integer.BYTES));
            int depth = Short.toUnsignedInt(bytes.getShort(CGROUPS + i * Integer.BYTES + Short.BYTES));
            StringBuilder path = new StringBuilder();
            for (int part = 0; part < depth; part++) {
                int end = at;
                while (bytes.get(end) != 0) {
                    end++;
                }
                path.append('/').append(text(bytes, at, end - at));
                at = end + 1;
            }
            paths.add(path.toString());
        }
        return paths;
    }

    private static String text(ByteBuffer bytes, int at, int length) {
        byte[] text = new byte[length];
        bytes.get(at, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static int checkedCount(byte count, int most) {
        if (count < 0 || count > most) {
            throw new IllegalArgumentException(count + " consumers in an entry that holds " + most);
        }
        return count;
    }

    private static byte pools(Protocol protocol) {
        return switch (protocol) {
            case TCP -> 1;
            case UDP -> 2;
            case TCP_UDP -> 3;
        };
    }

    private static Protocol protocol(byte pools) {
        return switch (pools) {
            case 1 -> Protocol.TCP;
            case 2 -> Protocol.UDP;
            case 3 -> Protocol.TCP_UDP;
            default -> throw new IllegalArgumentException("pools " + pools);
        };
    }

    private static byte state(State state) {
        return switch (state) {
            case PENDING -> 1;
            case PERSISTENT -> 2;
            case RUNTIME -> 3;
        };
    }

    private static State state(byte number) {
        return switch (number) {
            case 1 -> State.PENDING;
            case 2 -> State.PERSISTENT;
            case 3 -> State.RUNTIME;
            default -> throw new IllegalArgumentException("state " + number);
        };
    }

    private static Errno errno(Deny deny) {
        return switch (deny) {
            case EACCES -> Errno.EACCES;
            case EADDRINUSE -> Errno.EADDRINUSE;
        };
    }

    private static Deny deny(byte errno) {
        for (Deny deny : Deny.values()) {
            if (errno(deny).number() == errno) {
                return deny;
            }
        }
        throw new IllegalArgumentException("deny with errno " + errno);
    }

    private static int at(String field) {
        return (int) LAYOUT.byteOffset(PathElement.groupElement(field));
    }

    private ReservationStruct() {}
}
