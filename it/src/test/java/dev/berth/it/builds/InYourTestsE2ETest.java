package dev.berth.it.builds;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the README says under "In your tests", and the documentation on Maven, works as pasted into an empty project. */
@ExtendWith(InstalledResolver.class)
class InYourTestsE2ETest {
    private static final Pattern CLASS = Pattern.compile("^class (\\w+) ", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("@Test\n");
    private static final Pattern JAR = Pattern.compile("[^/]*[.]jar$");

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>example</groupId>
              <artifactId>empty</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>
                <dependency>
                  <groupId>org.junit.jupiter</groupId>
                  <artifactId>junit-jupiter</artifactId>
                  <version>5.12.2</version>
                  <scope>test</scope>
                </dependency>
                <!-- pasted -->
              </dependencies>
              <build>
                <plugins>
                  <plugin><artifactId>maven-resources-plugin</artifactId><version>3.5.0</version></plugin>
                  <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.15.0</version></plugin>
                  <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.6</version></plugin>
                  <!-- pasted plugin -->
                </plugins>
              </build>
            </project>
            """;

    @Test
    void worksAsPasted(Installed installed) throws IOException {
        assertThat(installed.said())
                .contains("dev.berth:berth-junit:0.1.0-SNAPSHOT", "dev.berth:berth-maven-plugin:0.1.0-SNAPSHOT");
        String section = section("README.md", "In your tests");
        String plugin = block(section("docs/tests.md", "In Maven builds"), "xml");
        String java = block(section, "java");
        String name = only(CLASS, java).group(1);
        Project project = installed
                .project("empty")
                .file(
                        "pom.xml",
                        POM.replace("<!-- pasted -->", block(section, "xml")).replace("<!-- pasted plugin -->", plugin))
                .file("src/test/java/" + name + ".java", java);
        assertThat(project.maven("test").expect(0).out()).containsPattern("reserved tcp \\d+ as http.port \\(");

        Map<String, Reports> reports = Reports.in(project.folder().resolve("target/surefire-reports"));
        assertThat(reports).containsOnlyKeys(name);
        Reports report = requireNonNull(reports.get(name));
        assertThat(report.failed()).isEmpty();
        assertThat(report.cases())
                .hasSize((int) TEST.matcher(java).results().count())
                .isNotEmpty();
        assertThat(strangers(requireNonNull(report.properties().get("surefire.test.class.path"))))
                .as("what is neither the project's own nor JUnit's")
                .containsExactlyInAnyOrder(
                        "berth-junit-0.1.0-SNAPSHOT.jar",
                        "berth-client-0.1.0-SNAPSHOT.jar",
                        "berth-api-0.1.0-SNAPSHOT.jar");
    }

    private static List<String> strangers(String classPath) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(classPath)
                .filter(element -> !element.contains("/org/junit/")
                        && !element.contains("/org/opentest4j/")
                        && !element.contains("/org/apiguardian/"))
                .map(JAR::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .toList();
    }

    private static String section(String file, String heading) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("berth.root"), file));
        Pattern section = Pattern.compile("^## " + heading + "\n.*?(?=^## )", Pattern.MULTILINE | Pattern.DOTALL);
        return only(section, text).group();
    }

    private static String block(String section, String language) {
        return only(Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL), section)
                .group(1);
    }

    private static MatchResult only(Pattern pattern, String text) {
        List<MatchResult> found = pattern.matcher(text).results().toList();
        assertThat(found).as("%s in\n%s", pattern, text).hasSize(1);
        return found.get(0);
    }
}
