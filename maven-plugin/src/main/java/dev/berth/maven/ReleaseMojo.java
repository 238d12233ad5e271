package dev.berth.maven;

import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Gives back ports that this build has reserved for this project, before the end of the build does so. Servers that
 * listen on them go on.
 */
@Mojo(name = "release", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public class ReleaseMojo extends AbstractMojo {
    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // set by Maven
    private MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // set by Maven
    private MavenProject project;

    /** The names that the ports were reserved as; all that this build has reserved for this project unless given. */
    @Parameter
    private List<String> portNames = List.of();

    /** Whether to do nothing. */
    @Parameter(property = "berth.skip")
    private boolean skip;

    /** A goal that Maven configures. */
    public ReleaseMojo() {}

    @Override
    public void execute() throws MojoExecutionException {
        if (skip) {
            getLog().info("no ports are released: berth.skip is set");
            return;
        }
        try {
            Build.of(session)
                    .kept()
                    .release(project.getId(), portNames)
                    .forEach(port -> getLog().info("released " + port));
        } catch (IllegalArgumentException | IllegalStateException failed) {
            throw new MojoExecutionException(failed.getMessage(), failed);
        }
    }
}
