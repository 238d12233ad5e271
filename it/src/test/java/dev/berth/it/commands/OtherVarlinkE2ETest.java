package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** berthd, asked by a client that is not ours: Varlink's own library for Go. */
@InWalls
class OtherVarlinkE2ETest {
    private static final int ALICE = 54_321;
    private static final Path SOURCE = Launcher.ROOT.resolve("it/src/test/go/ports.go");
    /** Where Debian has the sources of libraries for Go. */
    private static final String LIBRARIES = "/usr/share/gocode";

    @Test
    @DisplayName("Varlink's own library understands the interface, acquires, binds, watches, is refused and releases")
    void go(Walls walls) throws IOException {
        Serving.in(walls);
        Path client = walls.directory().resolve("ports");
        Program.of("go", "build", "-o", client.toString(), SOURCE.toString())
                .with("GO111MODULE", "off")
                .with("GOPATH", LIBRARIES)
                .with("GOCACHE", walls.directory().resolve("go").toString())
                .with("CGO_ENABLED", "0")
                .expect(0);
        Program asker = walls.program(
                        "setpriv", "--reuid=" + ALICE, "--regid=" + ALICE, "--clear-groups", "--inh-caps=-all")
                .and(client.toString(), Serving.socket(walls).toString());
        assertThat(asker.expect(0).out()).isEqualTo("""
                        Berth berthd
                        org.varlink.service true true
                        dev.berth.Ports true true
                        watching true true
                        acquired tcp 20000 2
                        told acquired true
                        dev.berth.Ports.Refused 10013 WSAEACCES
                        org.varlink.service.MethodNotFound
                        told released
                        """);
    }
}
