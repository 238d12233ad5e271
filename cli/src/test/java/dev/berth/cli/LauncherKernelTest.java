package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher starts what is there, and when it wants to build: in a checkout that holds nothing but the launcher. */
class LauncherKernelTest {
    private static final String COMMIT = "1111111111111111111111111111111111111111";
    private static final String OTHER = "2222222222222222222222222222222222222222";
    private static final String BUILDS = "berth: building for the first use of this commit, ";
    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path checkout = Path.of("");
    private Path app = Path.of("");

    @BeforeEach
    void checkOut() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x")); // others run it, too
        checkout = Files.createDirectory(folder.resolve("berth"));
        Scripts.said(folder, "cp", "-R", Golden.ROOT.resolve("berth"), Golden.ROOT.resolve("build"), checkout);
        app = checkout.resolve("cli/target/berth");
        Scripts.write(app.resolve("image/bin/java"), "#!/bin/sh\necho started \"$@\"\n");
        Files.writeString(app.resolve("start"), "");
        Files.writeString(app.resolve("commit"), COMMIT + "\n");
        Scripts.write(folder.resolve("jdk/bin/javac"), "");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Scripts.write(folder.resolve("bin/mvn"), "#!/bin/sh\ntouch '" + app.resolve("start") + "'\n");
        Files.setLastModifiedTime(app.resolve("start"), FileTime.from(EARLIER));
    }

    @Test
    void anotherCommitIsBuilt() throws Exception {
        moved(checkout.resolve(".git"), COMMIT, EARLIER.minusSeconds(60));
        assertThat(launched("BERTH_BUILD=", "list")).isEqualTo("started list\n");
        moved(checkout.resolve(".git"), OTHER, Instant.now());
        assertThat(launched("BERTH_BUILD=", "list")).startsWith(BUILDS).endsWith("berth: built\nstarted list\n");
        assertThat(app.resolve("commit")).hasContent(OTHER);
    }

    @Test
    void thatGitHasTidiedUpIsNoMove() throws Exception {
        moved(checkout.resolve(".git"), COMMIT, Instant.now());
        assertThat(launched("BERTH_BUILD=", "list")).isEqualTo("started list\n");
        assertThat(Files.getLastModifiedTime(app.resolve("start")).toInstant()).isAfter(EARLIER);
    }

    @Test
    void aSubmoduleIsAskedWhereItsLogIs() throws Exception {
        Files.writeString(checkout.resolve(".git"), "gitdir: ../.git/modules/berth\n");
        moved(folder.resolve(".git/modules/berth"), OTHER, Instant.now());
        assertThat(launched("BERTH_BUILD=", "list")).startsWith(BUILDS);
    }

    @Test
    void whoMayNotBuildGetsWhatIsThereAndAWarning() throws Exception {
        moved(checkout.resolve(".git"), OTHER, Instant.now());
        String why = checkout.toRealPath() + " is not yours to write: run it once as its owner, "
                + Files.getOwner(checkout).getName() + "\n";
        Files.setPosixFilePermissions(checkout, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(launchedByAnother())
                .isEqualTo("berth: warning: built for another commit, and " + why + "started list\n");
        Files.delete(app.resolve("start"));
        assertThat(launchedByAnother()).isEqualTo("berth: not built for this commit, and " + why);
    }

    @Test
    void whatAnotherHasBuiltIsNamed() throws Exception {
        moved(checkout.resolve(".git"), OTHER, Instant.now());
        Path target = Files.createDirectories(checkout.resolve("target"));
        Path lock = target.resolve("build.lock");
        Files.writeString(lock, "");
        Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("r--r--r--"));
        Scripts.said(folder, "chmod", "a+w", checkout, target, checkout.resolve("cli/target"), app);
        assertThat(launchedByAnother())
                .startsWith("berth: warning: built for another commit, and " + lock.toRealPath() + " is not yours")
                .endsWith("started list\n");
    }

    @Test
    void whereItIsNotToBuildItDoesNot() throws Exception {
        moved(checkout.resolve(".git"), OTHER, Instant.now());
        assertThat(launched("BERTH_BUILD=never", "list")).isEqualTo("started list\n");
        Files.delete(app.resolve("start"));
        assertThat(launched("BERTH_BUILD=never", "list"))
                .isEqualTo("berth: not built, and BERTH_BUILD=never says not to: run it once without\n");
    }

    private static void moved(Path git, String to, Instant when) throws IOException {
        Path log = git.resolve("logs/HEAD");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "0".repeat(40) + " " + to + " A <a@b> 1700000000 +0000\tcheckout\n");
        Files.setLastModifiedTime(log, FileTime.from(when));
    }

    private String launched(String variable, String command) throws IOException, InterruptedException {
        return launched(List.of(), variable, command);
    }

    /** As somebody who may write less than root; whoever is not root has lost the right where this is called. */
    private String launchedByAnother() throws IOException, InterruptedException {
        boolean isRoot = Scripts.said(folder, "id", "-u").strip().equals("0");
        List<String> prefix =
                isRoot ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") : List.of();
        return launched(prefix, "BERTH_BUILD=", "list");
    }

    private String launched(List<String> prefix, String variable, String command)
            throws IOException, InterruptedException {
        List<Object> words = new ArrayList<>(prefix);
        words.addAll(List.of("env", variable, "JAVA_HOME=" + folder.resolve("jdk")));
        words.add("PATH=" + folder.resolve("bin") + ":" + System.getenv("PATH"));
        words.addAll(List.of("sh", "-c", "\"$@\" || true", "-", checkout.resolve("berth"), command));
        return Scripts.said(folder, words.toArray());
    }
}
