package dev.berth.it.iphlpapi;

import dev.berth.it.commands.Serving;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.nio.file.Path;

/** An example as users run it. */
final class Example {
    /** The example of a name, within walls. */
    static Program of(Walls walls, String name, String... words) {
        return walls.program()
                .and(
                        Path.of(System.getProperty("berth.root"), "iphlpapi/example")
                                .toString(),
                        name)
                .and(words)
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("BERTH_CGROUP", walls.cgroup().directory().toString())
                .with("BERTH_BPFFS", walls.bpffs().toString())
                .with("BERTH_STORE", walls.store().toString())
                .with("BERTH_SOCKET", Serving.socket(walls).toString());
    }

    private Example() {}
}
