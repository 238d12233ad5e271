package dev.berth.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.IpAddress;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** While connections come and go, whatever stays is listed once, as others list it. */
@InWalls
@NeedsKernel(KernelAbility.IPV6)
class ChurnPrivilegedTest {
    private static final int CONNECTIONS = 1_000;
    private static final int ROUNDS = 10;
    private static final PortBlock NONE = PortBlock.of(1);

    @Test
    void whatStaysIsListedOnceAsSsAndProcListIt(Walls walls) throws IOException {
        Found found = new Found(walls);
        Actor holder = walls.actor().as(54_321, 54_321).start();
        holder.connectMany(SocketKind.TCP4, "127.0.0.1", 5_001, CONNECTIONS);
        holder.connectMany(SocketKind.TCP6, "::1", 5_002, CONNECTIONS);
        holder.connectMany(SocketKind.TCP_DUAL, "::ffff:127.0.0.1", 5_003, CONNECTIONS / 2);
        holder.connectMany(SocketKind.TCP_DUAL, "::", 5_004, 1);
        Map<String, Long> stays = rows(found);
        assertThat(stays).hasSizeGreaterThan(5 * CONNECTIONS);
        Map<String, Long> once = new HashMap<>();
        stays.keySet().forEach(row -> once.put(row, 1L));
        Actor fourth = walls.actor().start();
        Actor sixth = walls.actor().start();
        List<CompletableFuture<Void>> churn =
                List.of(churn(fourth, SocketKind.TCP4, 6_001), churn(sixth, SocketKind.TCP6, 6_002));
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(rows(found)).containsAllEntriesOf(stays);
            assertThat(ss(walls)).containsAllEntriesOf(once);
            assertThat(proc(walls)).containsAllEntriesOf(stays);
        }
        assertThat(churn).noneMatch(CompletableFuture::isDone); // or nothing came and went
        fourth.close();
        sixth.close();
        churn.forEach(each -> each.exceptionally(killed -> null).join());
    }

    /** Connects and closes without end, on a thread of its own: the common pool is needed to run programs. */
    private static CompletableFuture<Void> churn(Actor actor, SocketKind kind, int port) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        actor.connectAutomatically(kind, port, NONE, Integer.MAX_VALUE);
                    } catch (IOException killed) {
                        throw new UncheckedIOException(killed);
                    }
                },
                work -> Thread.ofPlatform().daemon().start(work));
    }

    /** {@code STATE LOCAL REMOTE} and its inode; fails where what stays is there twice. */
    private static Map<String, Long> rows(Found found) throws IOException {
        Map<String, Long> rows = new HashMap<>();
        for (Entry entry : found.all(Protocol.TCP)) {
            boolean fleeting =
                    entry.local().port() / 1_000 == 6 || entry.remote().port() / 1_000 == 6;
            String row = entry.state().label() + " " + entry.local() + " " + entry.remote();
            assertThat(rows.put(row, entry.inode()) == null || fleeting).as(row).isTrue();
        }
        return rows;
    }

    /** The same rows, and how often each is there. */
    private static Map<String, Long> ss(Walls walls) throws IOException {
        Map<String, Long> rows = new HashMap<>();
        for (String line : walls.program("ss", "-Htan").expect(0).out().lines().toList()) {
            String[] words = line.strip().split(" +", -1);
            rows.merge(words[0] + " " + end(words[3]) + " " + end(words[4]), 1L, Long::sum);
        }
        return rows;
    }

    private static String end(String word) {
        return word.startsWith("*:") ? "[::]" + word.substring(1) : word;
    }

    /** The same rows with their inodes. */
    private static Map<String, Long> proc(Walls walls) throws IOException {
        Map<String, Long> rows = new HashMap<>();
        Program.Result result =
                walls.program("cat", "/proc/net/tcp", "/proc/net/tcp6").expect(0);
        for (String line : result.out().lines().toList()) {
            String[] words = line.strip().split(" +", -1);
            if (!words[0].equals("sl")) {
                String state = InetDiag.state(Protocol.TCP, Integer.parseInt(words[3], 16))
                        .label();
                rows.put(state + " " + endpoint(words[1]) + " " + endpoint(words[2]), Long.parseLong(words[9]));
            }
        }
        return rows;
    }

    /** Addresses there are words of 32 bits in hexadecimal, each in the order of this machine. */
    private static Endpoint endpoint(String hexadecimal) {
        String[] words = hexadecimal.split(":", 2);
        long[] numbers = new long[words[0].length() / 8];
        for (int i = 0; i < numbers.length; i++) {
            int word = Integer.parseUnsignedInt(words[0].substring(i * 8, i * 8 + 8), 16);
            numbers[i] = Integer.toUnsignedLong(Integer.reverseBytes(word));
        }
        IpAddress address = numbers.length == 1
                ? IpAddress.ipv4((int) numbers[0])
                : IpAddress.ipv6((numbers[0] << 32) | numbers[1], (numbers[2] << 32) | numbers[3]);
        return new Endpoint(address, Integer.parseInt(words[1], 16));
    }
}
