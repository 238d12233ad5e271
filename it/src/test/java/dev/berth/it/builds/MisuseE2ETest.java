package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.InWalls;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A build that asks for what cannot be fails with a sentence. */
@InWalls
@ExtendWith(InstalledResolver.class)
class MisuseE2ETest {
    private static final String ONE = "<portNames>http.port</portNames>";
    private static final String TIGHT =
            ONE + "<minPortNumber>15000</minPortNumber><maxPortNumber>15000</maxPortNumber>";

    /** By project: the goal, its configuration, and what Maven says. */
    private static final Map<String, String[]> MISUSES = new LinkedHashMap<>();

    static {
        misuse("nameless", "reserve", "", "there is no name to reserve a port as: list property names in portNames");
        misuse(
                "twice",
                "reserve-network-port",
                "<portNames>http.port,http.port</portNames>",
                "the port name http.port is there twice, and a property holds one port: give each port a name");
        misuse(
                "reversed",
                "reserve",
                ONE + "<minPortNumber>9001</minPortNumber><maxPortNumber>9000</maxPortNumber>",
                "no port lies between minPortNumber 9001 and maxPortNumber 9000: make the first one the lower one");
        misuse(
                "listless",
                "reserve",
                "<urls><url>classpath:names.txt</url></urls>",
                "the list of port names classpath:names.txt cannot be read (the plugin and its dependencies have no");
        misuse(
                "shelfless",
                "reserve",
                TIGHT + "<outputFile>${project.basedir}/pom.xml/ports.properties</outputFile>",
                "/pom.xml/ports.properties cannot be written (",
                "), so that no port is reserved: name a file that this user may write");
        misuse(
                "strict",
                "reserve",
                ONE + "<mode>enforced</mode>",
                "no port for http.port: WSAENETDOWN: acquire 1 tcp port: nobody answers on ",
                "; or let ports be cooperative with mode auto");
        misuse(
                "modal",
                "reserve",
                ONE + "<mode>strict</mode>",
                "mode (berth.mode) is 'strict', which is no mode: say auto, enforced or cooperative");
        misuse(
                "foreign",
                "reserve",
                ONE + "<consumers>postgres</consumers>",
                "consumers: 'postgres' is no consumer: user:NAME, group:NAME or cgroup:/PATH");
        misuse(
                "lawless",
                "release",
                ONE,
                "release http.port: this build has reserved no port of that name for this project, but none; name one");
    }

    @Test
    void eachIsTold(Installed installed, Walls walls) throws IOException {
        Project project = installed.project("misuse");
        StringBuilder modules = new StringBuilder();
        for (Map.Entry<String, String[]> misuse : MISUSES.entrySet()) {
            String[] parts = misuse.getValue();
            String name = misuse.getKey();
            project.file(name + "/pom.xml", Poms.project(name, Poms.berth(Poms.execution("it", parts[0], parts[1]))));
            modules.append("<module>").append(name).append("</module>");
        }
        // It comes last, and the port that could not be written down is free.
        project.file("tight/pom.xml", Poms.project("tight", Poms.berth(Poms.execution("it", "reserve", TIGHT))));
        String idle = Poms.execution("it", "reserve", "<skip>true</skip>");
        project.file("idle/pom.xml", Poms.project("idle", Poms.berth(idle)));
        String all = Poms.project("misuse")
                .replace(
                        "<build>",
                        "<modules>" + modules + "<module>tight</module><module>idle</module></modules><build>");
        String said = project.file("pom.xml", all)
                .maven(walls, "--fail-at-end", "verify")
                .expect(1)
                .out();
        for (Map.Entry<String, String[]> misuse : MISUSES.entrySet()) {
            String[] parts = misuse.getValue();
            String line = said.lines()
                    .filter(each -> each.contains(" on project " + misuse.getKey() + ": "))
                    .findFirst()
                    .orElse("nothing on " + misuse.getKey() + " in:\n" + said);
            for (String part : Arrays.asList(parts).subList(2, parts.length)) {
                assertThat(line).startsWith("[ERROR] Failed to execute goal ").contains(part);
            }
        }
        assertThat(said)
                .contains("reserved tcp 15000 as http.port (cooperative)", "no ports are reserved: berth.skip is set")
                .doesNotContain(" on project idle: ");
    }

    private static void misuse(String project, String goal, String configuration, String... said) {
        String[] parts = new String[said.length + 2];
        parts[0] = goal;
        parts[1] = configuration;
        System.arraycopy(said, 0, parts, 2, said.length);
        MISUSES.put(project, parts);
    }
}
