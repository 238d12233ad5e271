package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the image and its cache are put together, by a JDK that only seems to be one, in a folder with a blank in its name. */
class AssembleKernelTest {
    private static final String JAVA = """
            #!/bin/sh
            for word; do
                case $word in -XX:AOTCacheOutput=*) echo recorded > "${word#*=}" ;; esac
            done
            """;

    @TempDir
    Path folder;

    private Path checkout = Path.of("");
    private Path image = Path.of("");

    @BeforeEach
    void place() throws IOException {
        checkout = Files.createDirectory(folder.resolve("my checkout"));
        image = checkout.resolve("berth");
        // Nothing here takes a guard: neither name spaces nor a cgroup are to be made for it.
        Scripts.write(folder.resolve("bin/unshare"), "#!/bin/sh\nexit 1\n");
        jdk(JAVA);
    }

    @Test
    void theCacheLiesWhereItIsLookedFor() throws Exception {
        assertThat(assemble()).isEqualTo("");
        assertThat(image.resolve("berth.aot")).hasContent("recorded");
        assertThat(image).isDirectoryNotContaining("glob:**/{sample,recording.log}");
        assertThat(Scripts.said(
                        folder,
                        "sh",
                        "-euc",
                        "app=$1; . \"$1/start\"; for word; do echo \"<$word>\"; done",
                        "-",
                        image))
                .contains("<-XX:AOTCache=" + image.resolve("berth.aot") + ">\n<-Xlog:disable>\n");
    }

    @Test
    void whatWasThereStaysUntilTheNewOneIsWhole() throws Exception {
        assemble();
        Files.writeString(image.resolve("mark"), "");
        jdk("#!/bin/sh\necho 'No space left on device' >&2\n");
        assertThat(assemble()).isEqualTo("berth: the JVM recorded no AOT cache:\nberth: No space left on device\n");
        assertThat(image.resolve("mark")).exists();
        assertThat(image.resolve("start")).exists();
        jdk(JAVA);
        assemble();
        assertThat(image.resolve("mark")).doesNotExist();
        assertThat(checkout).isDirectoryNotContaining("glob:**.{new,old}");
    }

    @Test
    void itIsForEverybodyWhateverTheUmask() throws Exception {
        Path script = Golden.ROOT.resolve("cli/src/main/sh/assemble");
        Scripts.said(
                folder,
                "sh",
                "-c",
                "umask 077; PATH=$1:$PATH sh \"$2\" \"$3\" modules \"$4\"",
                "-",
                folder.resolve("bin"),
                script,
                folder.resolve("jdk"),
                image);
        assertThat(Files.getPosixFilePermissions(image.resolve("start")).toString())
                .contains("OTHERS_READ");
        assertThat(Files.getPosixFilePermissions(image).toString()).contains("OTHERS_READ", "OTHERS_EXECUTE");
    }

    private String assemble() throws IOException, InterruptedException {
        Path script = Golden.ROOT.resolve("cli/src/main/sh/assemble");
        return Scripts.said(
                folder,
                "sh",
                "-c",
                "PATH=$1:$PATH sh \"$2\" \"$3\" modules \"$4\" 2>&1 || true",
                "-",
                folder.resolve("bin"),
                script,
                folder.resolve("jdk"),
                image);
    }

    /** A jlink that makes an image of this program. */
    private void jdk(String java) throws IOException {
        Path program = Scripts.write(folder.resolve("jdk/java"), java);
        Scripts.write(folder.resolve("jdk/bin/jlink"), """
                #!/bin/sh
                while [ "$1" != --output ]; do shift; done
                mkdir -p "$2/bin" && cp '%s' "$2/bin/java"
                """.formatted(program));
    }
}
