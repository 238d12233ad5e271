package dev.berth.kernel;

import java.util.List;

/**
 * Who may bind inside a block, in the kernel's terms.
 *
 * @param users effective user ids, at most {@value #MAX_USERS}
 * @param groups group ids, effective or supplementary, at most {@value #MAX_GROUPS}
 * @param cgroups paths below the cgroup2 root, with a leading slash, at most {@value #MAX_CGROUPS} of at most
 *     {@value #MAX_DEPTH} parts, and together {@value #MAX_PATH_BYTES} bytes without their leading slashes and with one
 *     byte more for each
 */
public record Rights(List<Long> users, List<Long> groups, List<String> cgroups) {
    /** The most users that one entry holds. */
    public static final int MAX_USERS = 16;
    /** The most groups that one entry holds. */
    public static final int MAX_GROUPS = 16;
    /** The most cgroup paths that one entry holds. */
    public static final int MAX_CGROUPS = 8;
    /** The most bytes that the cgroup paths of one entry take. */
    public static final int MAX_PATH_BYTES = 1024;
    /** The most parts that a cgroup path has: the guard walks it part by part. */
    public static final int MAX_DEPTH = 64;
    /** Nobody. */
    public static final Rights NOBODY = new Rights(List.of(), List.of(), List.of());

    /** Rights whose lists are their own. */
    public Rights {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
        cgroups = List.copyOf(cgroups);
    }
}
