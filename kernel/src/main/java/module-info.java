/**
 * The only room that speaks to the Linux kernel: {@link dev.berth.kernel} says what is asked, the other packages ask.
 */
@org.jspecify.annotations.NullMarked
module dev.berth.kernel {
    requires transitive dev.berth.api;
    requires static org.jspecify;

    exports dev.berth.kernel;
    exports dev.berth.kernel.linux;
    exports dev.berth.kernel.unix to
            dev.berth.bench,
            dev.berth.cli,
            dev.berth.daemon,
            dev.berth.iphlpapi,
            dev.berth.testkit;
}
