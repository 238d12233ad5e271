package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example's build, its tests and the server of its integration test included. */
@ExtendWith(InstalledResolver.class)
class HttpServerExampleE2ETest {
    /** What holds a JVM at its first test class until three of them are there; the example's tests know nothing of it. */
    private static final String TOGETHER = """
            package together;

            import java.nio.file.Files;
            import java.nio.file.Path;
            import org.junit.jupiter.api.extension.BeforeAllCallback;
            import org.junit.jupiter.api.extension.ExtensionContext;

            public class Together implements BeforeAllCallback {
                @Override
                public void beforeAll(ExtensionContext context) throws Exception {
                    Path meeting = Files.createDirectories(Path.of("target/together"));
                    Files.writeString(meeting.resolve("" + ProcessHandle.current().pid()), "");
                    for (int tries = 0; meeting.toFile().list().length < 3; tries++) {
                        if (tries == 3000) {
                            throw new IllegalStateException("no three JVMs at once");
                        }
                        Thread.sleep(10);
                    }
                }
            }
            """;

    /** For JVMs that are gone in a second. */
    private static final String QUICK = "-DargLine=-XX:TieredStopAtLevel=1 -Xshare:auto";

    @Test
    void itsServersRunInParallelAndAreGreen(Installed installed) throws IOException {
        Project project = installed
                .copyOf("examples/http-server")
                .file("src/test/java/together/Together.java", TOGETHER)
                .file(
                        "src/test/resources/META-INF/services/org.junit.jupiter.api.extension.Extension",
                        "together.Together\n");
        String said = project.maven("verify", "-Djunit.jupiter.extensions.autodetection.enabled=true", QUICK)
                .expect(0)
                .out();
        Path target = project.folder().resolve("target");

        Map<String, Reports> unit = Reports.in(target.resolve("surefire-reports"));
        assertThat(unit)
                .containsOnlyKeys(
                        "example.OneGuestTest",
                        "example.ManyGuestsTest",
                        "example.SilentGuestTest",
                        "example.NobodyThereTest");
        assertThat(unit.values()).flatExtracting(Reports::failed).isEmpty();
        assertThat(unit.values()).flatExtracting(Reports::cases).hasSize(2 + 4 + 5 + 1);
        assertThat(target.resolve("together").toFile().list())
                .as("three JVMs at once, and that of the integration test")
                .hasSize(4);

        Map<String, Reports> integration = Reports.in(target.resolve("failsafe-reports"));
        assertThat(integration).containsOnlyKeys("example.GreetingIT");
        assertThat(integration.values()).flatExtracting(Reports::failed).isEmpty();
        assertThat(said).containsPattern("reserved tcp 1\\d{4} as http.port \\(cooperative\\)");
    }
}
