package dev.berth.kernel;

/**
 * A network namespace.
 *
 * @param cookie the kernel's number for it, never used again: {@code SO_NETNS_COOKIE}, what the guard compares
 * @param inode the number that {@code ls -l /proc/self/ns/net} shows, for people
 */
public record NetworkNamespace(long cookie, long inode) {
    /** {@code net:[4026531840]}, as the kernel's own tools print it. */
    @Override
    public String toString() {
        return "net:[" + inode + "]";
    }
}
