/** berthd: the ports of this machine for everybody, over a Unix socket. */
@org.jspecify.annotations.NullMarked
module dev.berth.daemon {
    requires dev.berth.client;
    requires transitive dev.berth.engine;
    requires static org.jspecify;

    exports dev.berth.daemon;
}
