package dev.berth.it.thieves;

import dev.berth.api.PortBlock;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Thieves of several users, with capabilities and without, in cgroups of their own, who attack at once. */
record Gang(List<Program> thieves) {
    /** Where the first of them listens, so that it can connect to itself. */
    private static final int LISTENER = 39_000;

    /** Root twice, and two users, one of them in a cgroup of his own below the guarded one. */
    static Gang of(Walls walls) throws IOException {
        return new Gang(List.of(
                Thief.root(walls),
                Thief.rootWithoutCapabilities(walls),
                Thief.user(OrdinaryUser.MALLORY, walls),
                Thief.userIn(walls.cgroup().child("below").make(), OrdinaryUser.BOB, walls)));
    }

    /** Root alone, with every capability. */
    static Gang root(Walls walls) throws IOException {
        return new Gang(List.of(Thief.root(walls)));
    }

    /** All at once, each technique so many times by each of them. */
    Loot attack(String groups, PortBlock block, int times) throws Exception {
        List<Callable<Loot>> attacks = new ArrayList<>();
        for (int i = 0; i < thieves.size(); i++) {
            Program thief = thieves.get(i).and(Thief.attack(groups, block, LISTENER + i, times));
            attacks.add(() -> Loot.parse(thief.expect(0).out()));
        }
        Loot loot = new Loot();
        try (ExecutorService executor = Executors.newFixedThreadPool(thieves.size())) {
            for (Future<Loot> attack : executor.invokeAll(attacks)) {
                loot.add(attack.get());
            }
        }
        return loot;
    }
}
