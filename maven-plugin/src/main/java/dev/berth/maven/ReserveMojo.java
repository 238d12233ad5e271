package dev.berth.maven;

import dev.berth.api.AcquiredBlock;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Reserves ports, and keeps them to the end of the build: Maven and what it starts may bind them, and no other build gets
 * them meanwhile.
 *
 * <p>Where a berthd answers, the kernel refuses them to every other program. Elsewhere they are cooperative: kept from
 * those who reserve theirs in the same way.
 */
@Mojo(name = "reserve", defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES, threadSafe = true)
public class ReserveMojo extends AbstractMojo {
    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // set by Maven
    private MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // set by Maven
    private MavenProject project;

    /** The properties that are to hold the ports, one each. At least one name must come from here or from urls. */
    @Parameter
    private List<String> portNames = List.of();

    /**
     * Where further names are listed, one a line; empty lines and lines that begin with # are left out. What begins with
     * classpath: is looked for among the plugin's dependencies.
     */
    @Parameter
    private List<String> urls = List.of();

    /** A properties file to write the ports to. Without it, they become properties of the project. */
    @Parameter
    private @Nullable File outputFile;

    /** The lowest port to choose. Where only maxPortNumber is given, it is 1024. */
    @Parameter
    private @Nullable Integer minPortNumber;

    /** The highest port to choose. Where only minPortNumber is given, it is 65535. */
    @Parameter
    private @Nullable Integer maxPortNumber;

    /**
     * Whether to look for ports from somewhere between minPortNumber and maxPortNumber on, instead of from the lowest on.
     */
    @Parameter
    private boolean randomPort;

    /** What the ports are for: tcp, udp, or tcp+udp, where each port is for both. */
    @Parameter(defaultValue = "tcp")
    private String protocol = "tcp";

    /**
     * How firmly the ports are to be held: enforced by the kernel, through berthd; cooperative, among those who reserve
     * theirs in the same way; or auto, enforced where a berthd answers. Unless given, it is what the environment variable
     * BERTH_MODE says, and without that auto.
     */
    @Parameter(property = "berth.mode")
    private @Nullable String mode;

    /**
     * Who may bind enforced ports besides Maven and what it starts, such as a server that was there before: user:NAME,
     * group:NAME or cgroup:/PATH.
     */
    @Parameter
    private List<String> consumers = List.of();

    /** Whether to do nothing. */
    @Parameter(property = "berth.skip")
    private boolean skip;

    /** A goal that Maven configures. */
    public ReserveMojo() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("no ports are reserved: berth.skip is set");
            return;
        }
        ClientLog client = ClientLog.to(getLog());
        try {
            List<String> names = PortNames.of(portNames, urls, getClass().getClassLoader());
            Wish wish = Wish.of(protocol, mode, consumers).within(minPortNumber, maxPortNumber, randomPort);
            reserve(names, wish, Build.of(session));
        } catch (IllegalArgumentException misuse) {
            throw new MojoExecutionException(misuse.getMessage(), misuse);
        } finally {
            client.close();
        }
    }

    private void reserve(List<String> names, Wish wish, Build build)
            throws MojoExecutionException, MojoFailureException {
        Reserving reserving = new Reserving(build.kept(), project.getId());
        Map<String, AcquiredBlock> ports = reserving.each(names, () -> wish.acquire(build.ports(wish.mode())));
        if (outputFile == null) {
            ports.forEach((name, port) -> project.getProperties().setProperty(name, text(port)));
        } else {
            write(outputFile, ports, reserving);
        }
        build.kept().keep(project.getId(), ports);
        ports.forEach((name, port) -> getLog().info(
                        "reserved " + port + " as " + name + (port.isEnforced() ? " (enforced)" : " (cooperative)")));
    }

    private static void write(File file, Map<String, AcquiredBlock> ports, Reserving reserving)
            throws MojoExecutionException {
        try {
            PropertiesFile.write(file.toPath(), ports, ReserveMojo::text);
        } catch (IOException unwritable) {
            reserving.undo(ports, unwritable);
            throw new MojoExecutionException(
                    "outputFile " + file + " cannot be written (" + Reasons.of(unwritable)
                            + "), so that no port is reserved: name a file that this user may write",
                    unwritable);
        }
    }

    private static String text(AcquiredBlock port) {
        return Integer.toString(port.port(0));
    }
}
