package dev.berth.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFormatTest {
    private static final int ROUNDS = 20_000;

    private static final StoredReservation EXAMPLE = new StoredReservation(
            Protocol.TCP,
            PortBlock.of(8080, 4),
            Optional.of("web"),
            List.of(
                    new Consumer.User("www-data", OptionalLong.of(33)),
                    new Consumer.Group("adm", OptionalLong.of(4)),
                    new Consumer.Cgroup("/system.slice/nginx.service")),
            Deny.EACCES,
            LowPorts.FREE_FOR_CONSUMERS,
            Instant.parse("2026-11-21T10:42:00Z"));

    @Test
    void theDocumentationShowsWhatIsWritten() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("berth.root"), "docs", "store.md"));

        assertThat(page).contains("```json\n" + new String(StoreFormat.encode(EXAMPLE), UTF_8) + "```");
        assertThat(page).contains("`" + EXAMPLE.fileName().text() + "`");
    }

    @Test
    void whatIsWrittenIsRead() throws MalformedFileException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS / 10; round++) {
            Stored stored = RandomStored.next(random);
            assertThat(StoreFormat.decode(StoreFormat.encode(stored)))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(stored);
            assertThat(FileName.parse(stored.fileName().text())).contains(stored.fileName());
        }
    }

    @Test
    void anyBytesAreAValueOrANamedException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] sound = StoreFormat.encode(EXAMPLE);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes;
            if (round % 4 == 0) {
                bytes = new byte[random.nextInt(64)];
                random.nextBytes(bytes);
            } else {
                bytes = mutated(sound, random);
            }
            try {
                StoreFormat.decode(bytes);
            } catch (MalformedFileException malformed) {
                assertThat(malformed.getMessage())
                        .as("seed %d round %d", seed, round)
                        .isNotBlank();
            } catch (RuntimeException | StackOverflowError escaped) {
                throw new AssertionError("seed " + seed + " round " + round + ": " + new String(bytes, UTF_8), escaped);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000_000})
    void deepNestingIsRefused(int depth) {
        String text = "{\"version\": 1, \"consumers\": " + "[".repeat(depth);

        assertThatThrownBy(() -> StoreFormat.decode(text.getBytes(UTF_8)))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("\"consumers\" nests too deeply");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\": 1 | \"version\": 2 | it has version 2, and this Berth reads version 1",
                "\"version\": 1, | '' | \"version\" is missing",
                "\"version\": 1 | \"version\": \"1\" | \"version\" is not a number",
                "\"version\": 1 | \"version\": 1.0 | \"version\" has a value of a kind that no field has",
                "\"version\": 1 | \"version\": null | \"version\" has a value of a kind that no field has",
                "\"version\": 1 | \"version\": 99999999999999999999 | it is not JSON: line 2",
                "\"version\": 1 | \"version\": 1, \"version\": 1 | it is not JSON: line 2",
                "\"reservation\" | \"lease\" | \"kind\" is 'lease', not reservation or exclusion",
                "\"reservation\" | \"exclusion\" | it has unknown fields: consumers, deny, lowPorts, name",
                "\"reservation\" | 7 | \"kind\" is not a string",
                "\"tcp\" | \"sctp\" | \"protocol\": unknown protocol 'sctp'",
                "8080 | 0 | a block cannot start at port 0",
                "8080 | 65536 | \"start\" is not a number between 0 and 65535",
                "8080 | 65533 | past 65535",
                "\"count\": 4 | \"count\": -1 | \"count\" is not a number between 0 and 65535",
                "\"web\" | \"8web\" | \"name\" '8web' is no name",
                "\"uid\": 33 | \"uid\": 4294967295 | \"uid\" is not a number between 0 and 4294967294",
                "\"uid\": 33 | \"gid\": 33 | \"uid\" is missing",
                "\"user\": | \"pid\": 1, \"user\": | it has unknown fields: pid",
                "/nginx.service | /../x | no empty part, '.' or '..'",
                "/nginx.service | // | no empty part",
                "nginx.service | nginx.service/ | ends with a slash",
                "nginx.service | nginx\\u0000 | no control characters",
                "eacces | eperm | \"deny\": 'eperm': eacces or eaddrinuse",
                "free-for-consumers | free | \"lowPorts\" is 'free', not",
                "2026-11-21T10:42:00Z | yesterday | \"since\" is 'yesterday', not a time",
                "\"deny\" | \"color\": \"red\", \"deny\" | it has unknown fields: color",
                "\"consumers\": [ | \"consumers\": 7, \"x\": [ | \"consumers\" is not a list of objects",
                "\"consumers\": [ | \"consumers\": [7, | \"consumers\" is not a list of objects"
            })
    void whatIsWrongIsNamed(String sound, String wrong, String why) {
        String text = new String(StoreFormat.encode(EXAMPLE), UTF_8);
        assertThat(text).contains(sound);

        assertThatThrownBy(() -> StoreFormat.decode(text.replace(sound, wrong).getBytes(UTF_8)))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "7", "{}x", "{", "{} {}", "{\"version\":1}}"})
    void whatIsNoObjectIsRefused(String text) {
        assertThatThrownBy(() -> StoreFormat.decode(text.getBytes(UTF_8))).isInstanceOf(MalformedFileException.class);
    }

    @Test
    void whatATemplateLeavesOutHasItsDefault() throws MalformedFileException {
        String text = "{\"version\":1,\"kind\":\"reservation\",\"protocol\":\"udp\",\"start\":53,\"count\":1,"
                + "\"since\":\"2026-11-21T10:42:00Z\"}";

        assertThat(StoreFormat.decode(text.getBytes(UTF_8)))
                .isEqualTo(new StoredReservation(
                        Protocol.UDP,
                        PortBlock.of(53),
                        Optional.empty(),
                        List.of(),
                        Deny.EACCES,
                        LowPorts.FREE_FOR_CONSUMERS,
                        EXAMPLE.since()));
    }

    @Test
    void moreConsumersThanTheKernelHoldsAreRefused() {
        List<Consumer> users = new ArrayList<>();
        for (int uid = 0; uid < 17; uid++) {
            users.add(new Consumer.User("user" + uid, OptionalLong.of(uid)));
        }
        byte[] file = StoreFormat.encode(new StoredReservation(
                Protocol.TCP,
                PortBlock.of(1),
                Optional.empty(),
                users,
                Deny.EACCES,
                LowPorts.PRIVILEGED,
                Instant.EPOCH));

        assertThatThrownBy(() -> StoreFormat.decode(file))
                .hasMessage("17 users are more than the 16 that one reservation can name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp-8080.json", "tcp-08080-4.json", "tcp-0-4.json", "tcp-8080-0.json", "tcp-65535-2.json",
                "tcp-99999-1.json", "TCP-8080-4.json", "tcp-8080-4.json~", "excluded-tcp-1-1.json", ".json"
            })
    void otherNamesAreNone(String name) {
        assertThat(FileName.parse(name)).isEmpty();
    }

    private static byte[] mutated(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
}
