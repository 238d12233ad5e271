/** Measures Berth beside its peers. Programs of their own: run from the class path, as some of the peers are. */
@org.jspecify.annotations.NullMarked
module dev.berth.bench {
    requires com.github.oshi;
    requires com.github.oshi.common;
    requires dev.berth.client;
    requires dev.berth.engine;
    requires dev.berth.junit;
    requires org.junit.jupiter.api;
    requires org.junit.platform.launcher;
    requires static org.jspecify;
}
