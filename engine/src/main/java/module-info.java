/** Decides who gets which port; keeps the store and the kernel of one mind. */
@org.jspecify.annotations.NullMarked
module dev.berth.engine {
    requires transitive dev.berth.api;
    requires transitive dev.berth.kernel;
    requires static org.jspecify;
    requires tools.jackson.core;

    exports dev.berth.engine;
}
