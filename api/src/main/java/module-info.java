/** What a program says to Berth and what it is told: values and interfaces, nothing that acts. */
@org.jspecify.annotations.NullMarked
module dev.berth.api {
    requires static org.jspecify;

    exports dev.berth.api;
}
