package dev.berth.it.builds;

import dev.berth.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Berth's artifacts as {@code build/install} puts them there, once a JVM of tests, from a copy of the checkout, in a local
 * repository of the tests' own. Everything lies in {@code it/target/builds} and stays there to be looked at.
 */
final class Installed {
    private static final Path ROOT = Path.of(System.getProperty("berth.root"));
    private static final Path FOLDER =
            ROOT.resolve("it/target/builds").resolve(System.getProperty("berth.fork", "fork-1"));

    private final String said;

    private Installed(String said) {
        this.said = said;
    }

    static Installed install() throws IOException {
        Program.of("rm", "-rf", "--one-file-system", "--", FOLDER.toString()).expect(0);
        LocalRepository.copy(Path.of(System.getProperty("berth.repository")), repository());
        Path checkout = checkout();
        // Not where the tests themselves are being built.
        Program install =
                Program.of(checkout.resolve("build/install").toString(), "-Dmaven.repo.local=" + repository());
        return new Installed(install.expect(0).out());
    }

    /** What the script has said. */
    String said() {
        return said;
    }

    /** The local repository that has the artifacts. */
    static Path repository() {
        return FOLDER.resolve("repository");
    }

    /** A project to build, in a folder of that name. */
    Project project(String name) throws IOException {
        return new Project(Files.createDirectories(FOLDER.resolve(name)));
    }

    /** A project to build: a copy of a folder of the checkout. */
    Project copyOf(String path) throws IOException {
        Path folder = FOLDER.resolve(path);
        Files.createDirectories(folder.getParent());
        Program.of("cp", "-R", "--", FOLDER.resolve("checkout").resolve(path).toString(), folder.toString())
                .expect(0);
        return new Project(folder);
    }

    /** What is under version control or about to be, without what builds have made. */
    private static Path checkout() throws IOException {
        Path checkout = FOLDER.resolve("checkout");
        String list = Program.of("git", "-C", ROOT.toString(), "ls-files", "-coz", "--exclude-standard")
                .expect(0)
                .out();
        for (String name : list.split("\0", -1)) {
            Path file = ROOT.resolve(name);
            if (Files.isRegularFile(file)) { // it may have been removed since
                Path copy = checkout.resolve(name);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return checkout;
    }
}
