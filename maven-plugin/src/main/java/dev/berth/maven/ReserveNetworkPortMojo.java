package dev.berth.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * The goal reserve, under the name that it has in build-helper-maven-plugin: a build that uses that one changes the
 * coordinates of the plugin and nothing else.
 */
@Mojo(name = "reserve-network-port", defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES, threadSafe = true)
public class ReserveNetworkPortMojo extends ReserveMojo {
    /** A goal that Maven configures. */
    public ReserveNetworkPortMojo() {}
}
