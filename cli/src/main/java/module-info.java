/** The command line. */
@org.jspecify.annotations.NullMarked
module dev.berth.cli {
    requires dev.berth.client;
    requires dev.berth.daemon;
    requires dev.berth.engine;
    requires dev.berth.kernel;
    requires info.picocli;
    requires static org.jspecify;
    requires tools.jackson.core;
}
