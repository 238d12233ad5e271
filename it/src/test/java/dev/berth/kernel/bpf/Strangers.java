package dev.berth.kernel.bpf;

import dev.berth.api.PortBlock;
import dev.berth.testkit.Actor;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Strangers who bind ports of a block without a pause, several at once, until they are stopped. */
final class Strangers implements AutoCloseable {
    private static final int AT_ONCE = 50;

    private final List<CompletableFuture<Void>> attacks = new ArrayList<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    Strangers(Walls walls, PortBlock block, SocketKind... kinds) throws IOException {
        for (SocketKind kind : kinds) {
            Actor stranger = walls.actor().as(65_534, 65_534).start();
            attacks.add(CompletableFuture.runAsync(
                    () -> attack(stranger, kind, block),
                    command -> Thread.ofPlatform().daemon().start(command)));
        }
    }

    /** Stops them; how often they got which answer. */
    Map<String, Integer> answers() {
        close();
        return answers;
    }

    @Override
    public void close() {
        stopped = true;
        attacks.forEach(CompletableFuture::join);
    }

    private void attack(Actor stranger, SocketKind kind, PortBlock block) {
        try {
            while (!stopped) {
                stranger.attack(kind, kind.wildcard(), block, AT_ONCE)
                        .forEach((answer, times) -> answers.merge(answer, times, Integer::sum));
            }
        } catch (IOException ended) {
            answers.merge("a stranger that failed: " + ended.getMessage(), 1, Integer::sum);
        }
    }
}
