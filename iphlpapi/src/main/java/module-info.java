/**
 * The documented surface of Windows' IP Helper, and of Winsock as far as it reserves ports, under their documented names:
 * code that was written against them finds the same functions, structures and codes here.
 */
@org.jspecify.annotations.NullMarked
module dev.berth.iphlpapi {
    requires transitive dev.berth.api;
    requires dev.berth.client;
    requires dev.berth.engine;
    requires transitive dev.berth.kernel;
    requires static transitive org.jspecify;

    exports dev.berth.iphlpapi;
}
