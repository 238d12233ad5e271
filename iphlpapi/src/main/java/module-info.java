/**
 * The documented surface of Windows' IP Helper under its documented names: code that was written against it finds the
 * same functions, structures and codes here.
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
