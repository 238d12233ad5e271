package dev.berth.kernel.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.it.walls.JavaProgram;
import dev.berth.testkit.ControlGroup;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** Groups that come and go, by path and by number. */
@InWalls
class Cgroup2PrivilegedTest {
    @Test
    void theHierarchyIsFoundAndItsGroupsHaveTheirDirectories(Walls walls) throws IOException {
        Cgroup2 cgroup = Cgroup2.find();
        assertThat(cgroup.mountPoint()).isEqualTo(ControlGroup.hierarchy());
        assertThat(cgroup.directory(walls.cgroup().path()))
                .isEqualTo(walls.cgroup().directory());
        assertThat(cgroup.id(walls.cgroup().path())).isEqualTo(walls.cgroup().id());
        assertThat(cgroup.group(cgroup.id("/"))).contains("/");
    }

    @Test
    void aGroupIsKnownByItsNumberUntilItGoes(Walls walls) throws IOException {
        Cgroup2 cgroup = Cgroup2.find();
        ControlGroup group = walls.cgroup().child("a service/worker").make();
        long first = cgroup.id(group.path());
        assertThat(cgroup.group(first)).contains(group.path());
        Files.delete(group.directory());
        assertThat(cgroup.group(first)).isEmpty();
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> cgroup.id(group.path()));
        long second = cgroup.id(group.make().path());
        assertThat(second).isNotEqualTo(first);
        assertThat(cgroup.group(second)).contains(group.path());
        assertThat(cgroup.group(first)).isEmpty();
    }

    @Test
    void aGroupThatIsGoneIsGoneAlsoWhileSomebodyHasItsDirectoryOpen(Walls walls) throws IOException {
        Cgroup2 cgroup = Cgroup2.find();
        ControlGroup group = walls.cgroup().child("gone").make();
        long id = cgroup.id(group.path());
        try (var open = Files.newDirectoryStream(group.directory())) {
            assertThat(open).isNotNull();
            Files.delete(group.directory());
            assertThat(cgroup.group(id)).isEmpty();
        }
    }

    @Test
    void aProcessKnowsItsOwnGroupAndWithoutPrivilegeNoOthers(Walls walls) throws IOException {
        String id = Long.toString(walls.cgroup().id());
        assertThat(JavaProgram.of(walls, OwnGroup.class).and(id).expect(0).out())
                .isEqualTo(walls.cgroup().path() + " Optional[" + walls.cgroup().path() + "]\n");
        assertThat(JavaProgram.of(walls, OwnGroup.class, "setpriv", "--bounding-set=-all", "--inh-caps=-all")
                        .and(id)
                        .expect(0)
                        .out())
                .isEqualTo(walls.cgroup().path() + " Optional.empty\n");
    }

    /** A process that says which group it is in, and which one has the number that it is told. */
    static final class OwnGroup {
        private OwnGroup() {}

        public static void main(String... words) throws IOException {
            int own = (int) ProcessHandle.current().pid();
            System.out.println(
                    Cgroup2.of(own).orElseThrow() + " " + Cgroup2.find().group(Long.parseLong(words[0])));
        }
    }
}
