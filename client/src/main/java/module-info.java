/** The ports of this machine, through berthd: pure Java, nothing but api below it. */
@org.jspecify.annotations.NullMarked
module dev.berth.client {
    requires transitive dev.berth.api;
    requires static org.jspecify;

    exports dev.berth.client;
    exports dev.berth.client.varlink to
            dev.berth.bench,
            dev.berth.cli,
            dev.berth.daemon,
            dev.berth.iphlpapi;
    exports dev.berth.client.message to
            dev.berth.bench,
            dev.berth.cli,
            dev.berth.daemon,
            dev.berth.iphlpapi;
}
