/** A scripted kernel and the walls between tests. */
@org.jspecify.annotations.NullMarked
module dev.berth.testkit {
    requires transitive dev.berth.kernel;
    requires static org.jspecify;

    exports dev.berth.testkit.kernel;
}
