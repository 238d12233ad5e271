package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.it.walls.Everything;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says, by itself and through berthd, when the store cannot be written. */
@InWalls
class FailingStoreE2ETest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCannotBeRecordedIsRefusedByNameAndDoneWhenItCanBe(boolean throughBerthd, Walls walls) throws IOException {
        Files.createDirectory(walls.store());
        String store = walls.store().toString();
        Program.of("mount", "-t", "tmpfs", "-o", "size=64k,mode=0755", "none", store)
                .expect(0);
        if (throughBerthd) {
            Berthd.start(walls);
        }
        berth(walls, "create", "tcp", "40000+4").expect(0);
        Everything before = Everything.of(walls);

        Program.of("sh", "-c", "cat /dev/zero > \"$0\"/filler || true", store).run();
        refused(walls, 1, "ERROR_DISK_FULL (112)", "create", "tcp", "41000");
        refused(walls, 1, "ERROR_DISK_FULL (112)", "change", "tcp", "40000+4", "--name", "other");
        Files.delete(walls.store().resolve("filler"));
        Program.of("mount", "-o", "remount,ro", store).expect(0);
        refused(walls, 4, "ERROR_ACCESS_DENIED (5)", "create", "tcp", "41000");
        refused(walls, 4, "ERROR_ACCESS_DENIED (5)", "delete", "tcp", "40000+4");
        Program.of("mount", "-o", "remount,rw", store).expect(0);
        assertThat(Everything.of(walls)).isEqualTo(before);
        berth(walls, "delete", "tcp", "40000+4").expect(0);
        assertThat(Everything.of(walls).files()).isEmpty();
    }

    @Test
    void aFullDiskIsOneInWhateverLanguageTheCLibrarySpeaks(Walls walls) throws IOException {
        Path locales = Files.createDirectory(walls.directory().resolve("locales"));
        // 1: it warns of something, and made it nevertheless.
        assertThat(Program.of(
                                "localedef",
                                "-i",
                                "de_DE",
                                "-f",
                                "UTF-8",
                                locales.resolve("de_DE.UTF-8").toString())
                        .run()
                        .exit())
                .isIn(0, 1);
        Files.createDirectory(walls.store());
        String store = walls.store().toString();
        Program.of("mount", "-t", "tmpfs", "-o", "size=64k,mode=0755", "none", store)
                .expect(0);
        Program.of("sh", "-c", "cat /dev/zero > \"$0\"/filler || true", store).run();
        assertThat(german(locales, Program.of("sh", "-c", "cat /proc/version > /dev/full"))
                        .expect(1)
                        .err())
                .contains("Speicherplatz");
        assertThat(german(locales, berth(walls, "create", "tcp", "41000"))
                        .expect(1)
                        .err())
                .contains("ERROR_DISK_FULL (112)", "no space is left for it; make room there");
    }

    private static Program german(Path locales, Program program) {
        return program.with("LOCPATH", locales.toString()).with("LC_ALL", "de_DE.UTF-8");
    }

    private static void refused(Walls walls, int exit, String code, String... words) throws IOException {
        Program.Result result = berth(walls, words).expect(exit);
        assertThat(result.err()).contains(code, walls.store().toString(), "; ").hasLineCount(1);
    }

    private static Program berth(Walls walls, String... words) {
        return Berthd.berth(walls).and(words);
    }
}
