/** The only room that speaks to the Linux kernel. */
@org.jspecify.annotations.NullMarked
module dev.berth.kernel {
    requires transitive dev.berth.api;
    requires static org.jspecify;
}
