/** A scripted kernel and the walls between tests. */
@org.jspecify.annotations.NullMarked
module dev.berth.testkit {
    requires transitive dev.berth.api;
    requires transitive dev.berth.kernel;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.commons;
    requires static org.jspecify;

    exports dev.berth.testkit;
    exports dev.berth.testkit.kernel;
}
