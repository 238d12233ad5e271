/** Ports for tests: a JUnit extension that reserves them for as long as a test, a class or the run lasts. */
@org.jspecify.annotations.NullMarked
module dev.berth.junit {
    requires transitive dev.berth.api;
    requires dev.berth.client;
    requires static org.jspecify;
    requires transitive org.junit.jupiter.api;

    exports dev.berth.junit;

    // Which makes the extension.
    opens dev.berth.junit to
            org.junit.platform.commons;
}
