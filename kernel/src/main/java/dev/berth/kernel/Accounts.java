package dev.berth.kernel;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** The users and groups of this machine, as the name service knows them. Safe for concurrent use. */
public interface Accounts {
    /** The number of a user; empty if there is no such name. */
    OptionalLong uid(String user) throws IOException;

    /** The number of a group; empty if there is no such name. */
    OptionalLong gid(String group) throws IOException;

    /** The name of a user; empty if the number has none. */
    Optional<String> userName(long uid) throws IOException;

    /** As {@link #userName}, but empty as well where a name service would have to be waited for. */
    default Optional<String> nearbyUserName(long uid) throws IOException {
        return userName(uid);
    }

    /** The name of a group; empty if the number has none. */
    Optional<String> groupName(long gid) throws IOException;
}
