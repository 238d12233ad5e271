package dev.berth.it.builds;

/** The texts of poms, which hold nothing but the executions of plugins. */
final class Poms {
    private Poms() {}

    /** A project of a name with plugins. */
    static String project(String name, String... plugins) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>example</groupId>
                  <artifactId>%s</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <build>
                    <plugins>
                %s    </plugins>
                  </build>
                </project>
                """.formatted(name, String.join("", plugins));
    }

    /** Berth's plugin with executions. */
    static String berth(String... executions) {
        return plugin("dev.berth", "berth-maven-plugin", "0.1.0-SNAPSHOT", executions);
    }

    /** A plugin with executions. */
    static String plugin(String group, String artifact, String version, String... executions) {
        return """
                <plugin>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <executions>
                %s  </executions>
                </plugin>
                """.formatted(group, artifact, version, String.join("", executions));
    }

    /** An execution in the goal's own phase. */
    static String execution(String id, String goal, String configuration) {
        return """
                <execution>
                  <id>%s</id>
                  <goals><goal>%s</goal></goals>
                  <configuration>%s</configuration>
                </execution>
                """.formatted(id, goal, configuration);
    }

    /** A {@link Halt} in a phase, which says these words. */
    static String halt(String phase, String... words) {
        StringBuilder arguments = new StringBuilder();
        for (String word : words) {
            arguments.append("<argument>").append(word).append("</argument>");
        }
        String execution =
                execution(phase, "exec", "<executable>${station}</executable><arguments>" + arguments + "</arguments>");
        return execution.replace("<goals>", "<phase>" + phase + "</phase><goals>");
    }

    /** The plugin of which {@link #halt}s are executions. */
    static String halts(String... halts) {
        return plugin("org.codehaus.mojo", "exec-maven-plugin", "3.6.4", halts);
    }
}
