package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.it.walls.JavaProgram;
import dev.berth.kernel.Caller;
import dev.berth.kernel.Life;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asking, in namespaces of its own. */
@InWalls
class CallersPrivilegedTest {
    @Test
    void aThreadThatWasMovedIsTheSameProcessInAnotherNetworkNamespace(Walls walls) throws IOException {
        Caller here = Callers.current();
        Caller there = walls.call(Callers::current);
        assertThat(there.life()).isEqualTo(here.life()).isNotEqualTo(Life.NOBODY);
        assertThat(there.namespace().cookie()).isNotEqualTo(here.namespace().cookie());
        assertThat(there.namespace().inode())
                .isEqualTo(Files.getAttribute(walls.network().path(), "unix:ino"));
        assertThat(Callers.networkNamespace()).isEqualTo(here.namespace());
    }

    @Test
    void eachNetworkNamespaceHasACookieOfItsOwn(Walls walls) throws IOException {
        NetworkNamespace one = walls.call(Callers::networkNamespace);
        NetworkNamespace other = walls.anotherNetwork().call(Callers::networkNamespace);
        assertThat(other.cookie()).isNotEqualTo(one.cookie());
        assertThat(other.inode()).isNotEqualTo(one.inode());
    }

    @Test
    void aProcessInWallsIsKnownByItsNumberAndStart(Walls walls) throws IOException {
        String[] said = WhoAmI.in(walls);
        assertThat(said[1]).isEqualTo(said[2]).isNotEqualTo("0");
        assertThat(said[3]).isNotEqualTo("0");
    }

    /** In a pid namespace that still shows the outer {@code /proc}, too. */
    @ParameterizedTest
    @ValueSource(strings = {"--pid --mount-proc", "--pid", "--time"})
    void aProcessThatIsCountedAnotherWayIsNobody(String namespace, Walls walls) throws IOException {
        String[] said = WhoAmI.in(walls, ("unshare --fork --kill-child " + namespace).split(" ", -1));
        assertThat(said).endsWith("0", "0", "[]");
    }

    @Test
    void whatAnAdministratorWouldHaveIsMissing(Walls walls) throws IOException {
        assertThat(WhoAmI.in(walls)).endsWith("[]");
        assertThat(WhoAmI.in(walls, "setpriv", "--bounding-set=-all", "--inh-caps=-all"))
                .endsWith("[CAP_NET_ADMIN,CAP_PERFMON,CAP_BPF]");
        assertThat(WhoAmI.in(walls, "setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin"))
                .endsWith("[CAP_NET_ADMIN]");
    }

    /** A process that says as whom it would act: {@code caller PID LIFE-PID LIFE-START [MISSING,…]}. */
    static final class WhoAmI {
        private WhoAmI() {}

        static String[] in(Walls walls, String... prefix) throws IOException {
            return JavaProgram.of(walls, WhoAmI.class, prefix)
                    .expect(0)
                    .out()
                    .strip()
                    .split(" ", -1);
        }

        public static void main(String... none) throws IOException {
            Caller caller = Callers.current();
            Life life = caller.life();
            System.out.println("caller " + ProcessHandle.current().pid() + " " + life.pid() + " " + life.startTicks()
                    + " [" + String.join(",", caller.missing()) + "]");
        }
    }
}
