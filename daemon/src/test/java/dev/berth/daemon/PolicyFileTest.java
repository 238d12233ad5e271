package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.PortBlock;
import dev.berth.daemon.Policy.Specific;
import dev.berth.engine.Quota;
import dev.berth.testkit.kernel.ScriptedAccounts;
import dev.berth.testkit.kernel.ScriptedKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
    private static final Path EXAMPLE = Path.of(System.getProperty("berth.root"), "packaging", "policy.json");

    private final ScriptedAccounts accounts = new ScriptedKernel().accounts();

    @TempDir
    private Path folder;

    @BeforeEach
    void aMachineWithAGroupBerth() {
        accounts.group("berth", 400);
        accounts.user("bob", 1000);
    }

    private Policy read(String text) throws IOException {
        return reading(text).policy();
    }

    private PolicyFile.Reading reading(String text) throws IOException {
        return PolicyFile.read(Files.writeString(folder.resolve("policy.json"), text), accounts);
    }

    @Test
    void whereThereIsNoFileTheUsualPolicyCounts() throws IOException {
        PolicyFile.Reading none = PolicyFile.readIfThere(folder.resolve("none.json"), accounts);
        assertThat(none.warnings()).isEmpty();
        assertThat(none.policy())
                .isEqualTo(new Policy(
                        new Administrators(Set.of(0L), Set.of(400L)),
                        new Quota(64, 1024),
                        Optional.empty(),
                        Specific.UNPRIVILEGED));
        assertThat(read("{}")).isEqualTo(none.policy());
    }

    @Test
    void aMachineWithoutAGroupBerthHasNoAdministratorsButRoot() throws IOException {
        ScriptedAccounts bare = new ScriptedKernel().accounts();
        Path file = Files.writeString(folder.resolve("policy.json"), "{}");
        assertThat(PolicyFile.read(file, bare))
                .isEqualTo(PolicyFile.readIfThere(folder.resolve("none.json"), bare))
                .satisfies(reading -> assertThat(reading.warnings()).isEmpty())
                .satisfies(reading -> assertThat(reading.policy().administrators())
                        .isEqualTo(new Administrators(Set.of(0L), Set.of())));
    }

    @Test
    void aFileThatWasNamedHasToBeThere() {
        assertThatThrownBy(() -> PolicyFile.read(folder.resolve("none.json"), accounts))
                .hasMessageContainingAll("none.json", "there is no such file");
    }

    @Test
    void theExampleIsTheUsualPolicy() throws IOException {
        assertThat(read(Files.readString(EXAMPLE))).isEqualTo(read("{}"));
    }

    @Test
    void everyMemberIsRead() throws IOException {
        Policy policy = read("""
                {
                  "administrators": {"users": ["bob", "1001"], "groups": ["27"]},
                  "runtime": {"blocks": 2, "ports": 3, "range": "5000-5999", "specific": "none"}
                }
                """);
        assertThat(policy)
                .isEqualTo(new Policy(
                        new Administrators(Set.of(1000L, 1001L), Set.of(27L)),
                        new Quota(2, 3),
                        Optional.of(PortBlock.between(5_000, 5_999)),
                        Specific.NONE));
        assertThat(read("{\"runtime\":{\"specific\":\"range\"}}").specific()).isEqualTo(Specific.RANGE);
    }

    @Test
    void anEmptyListMeansNobody() throws IOException {
        assertThat(read("{\"administrators\":{\"users\":[],\"groups\":[]}}").administrators())
                .isEqualTo(new Administrators(Set.of(), Set.of()));
    }

    @Test
    void aNameThatNobodyHasIsToldAbout() throws IOException {
        PolicyFile.Reading reading =
                reading("{\"administrators\":{\"users\":[\"bob\",\"eve\"],\"groups\":[\"wheel\"]}}");
        assertThat(reading.policy().administrators()).isEqualTo(new Administrators(Set.of(1000L), Set.of()));
        assertThat(reading.warnings())
                .satisfiesExactly(
                        eve -> assertThat(eve).contains("user eve", "nobody"),
                        wheel -> assertThat(wheel).contains("group wheel", "nobody"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                         | an object",
                "{\"runtime\":{}                            | no JSON",
                "{\"runtime\":{},\"runtime\":{}}            | 'runtime' is there twice",
                "{\"user\":[]}                              | 'user' is unknown; there are administrators, runtime",
                "{\"administrators\":[]}                    | 'administrators' is not an object",
                "{\"administrators\":{\"user\":[]}}         | 'administrators.user' is unknown; there are users, groups",
                "{\"administrators\":{\"users\":\"bob\"}}   | in 'administrators', 'users' is not a list",
                "{\"administrators\":{\"users\":[7]}}       | in 'administrators', 'users' is not a list of texts",
                "{\"administrators\":{\"users\":[\" \"]}}   | 'administrators.users' has a user without a name",
                "{\"administrators\":{\"groups\":[{}]}}     | in 'administrators', 'groups' is not a list of texts",
                "{\"administrators\":{\"groups\":[\"\"]}}   | 'administrators.groups' has a group without a name",
                "{\"administrators\":{\"users\":[\"4294967295\"]}}   | 'administrators.users' has the number 4294967295",
                "{\"administrators\":{\"groups\":[\"99999999999\"]}} | 'administrators.groups' has the number 99999999999",
                "{\"runtime\":{\"quota\":1}}                | 'runtime.quota' is unknown; there are blocks, ports, range",
                "{\"runtime\":{\"blocks\":-1}}              | in 'runtime', 'blocks' is -1, not between 0 and 65535",
                "{\"runtime\":{\"blocks\":\"many\"}}        | in 'runtime', 'blocks' is not a whole number",
                "{\"runtime\":{\"ports\":65536}}            | in 'runtime', 'ports' is 65536, not between 0 and 65535",
                "{\"runtime\":{\"ports\":1.5}}              | no JSON",
                "{\"runtime\":{\"range\":20000}}            | in 'runtime', 'range' is not a text",
                "{\"runtime\":{\"range\":\"20000\"}}        | 'runtime.range' is '20000', and has to be like 20000-29999",
                "{\"runtime\":{\"range\":\"1-2-3\"}}        | 'runtime.range' is '1-2-3', and has to be like 20000-29999",
                "{\"runtime\":{\"range\":\"a-b\"}}          | 'runtime.range' is 'a-b', and has to be like 20000-29999",
                "{\"runtime\":{\"range\":\"9000-8000\"}}    | the end 8000 is before the start 9000",
                "{\"runtime\":{\"range\":\"65000-65536\"}}  | 'runtime.range' is '65000-65536', and has to lie between 1024 and 65535",
                "{\"runtime\":{\"range\":\"1023-2000\"}}    | 'runtime.range' is '1023-2000', and has to lie between 1024 and 65535",
                "{\"runtime\":{\"specific\":\"all\"}}       | 'runtime.specific' is 'all', and has to be none, range or",
                "{\"runtime\":{\"specific\":true}}          | in 'runtime', 'specific' is not a text",
            })
    void whatMakesNoSenseIsRefusedByFileMemberAndRule(String text, String why) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("the policy " + folder, "policy.json cannot be used: ", why, "berthd(8)");
    }

    /** Whatever stands there gives a policy or a sentence: never half a policy, and no other exception. */
    @Test
    void anyBytesGiveAPolicyOrASentence() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] example = Files.readAllBytes(EXAMPLE);
        Path file = folder.resolve("policy.json");
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = example.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            }
            Files.write(file, bytes);
            try {
                PolicyFile.read(file, accounts);
            } catch (IOException unusable) {
                refused++;
                assertThat(unusable).as("seed %d", seed).hasMessageContaining("cannot be used");
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(1_000);
    }
}
