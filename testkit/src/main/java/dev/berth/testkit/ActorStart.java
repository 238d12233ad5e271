package dev.berth.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an {@link Actor} is to start: where, and as whom. As root with every capability, in the walls' network namespace
 * and cgroup, unless something else is said.
 */
public final class ActorStart {
    private final Walls walls;
    private final Netns network;
    private final Optional<ControlGroup> cgroup;
    private final List<String> identity;
    private final List<String> prefix;

    private ActorStart(
            Walls walls, Netns network, Optional<ControlGroup> cgroup, List<String> identity, List<String> prefix) {
        this.walls = walls;
        this.network = network;
        this.cgroup = cgroup;
        this.identity = identity;
        this.prefix = prefix;
    }

    static ActorStart within(Walls walls) {
        return new ActorStart(walls, walls.network(), Optional.of(walls.cgroup()), List.of("0", "0", ""), List.of());
    }

    /** As a user with a group and no supplementary one, and without capabilities unless the user is 0. */
    public ActorStart as(long uid, long gid, long... supplementary) {
        List<String> groups = new ArrayList<>();
        for (long group : supplementary) {
            groups.add(Long.toString(group));
        }
        List<String> who = List.of(Long.toString(uid), Long.toString(gid), String.join(",", groups));
        return new ActorStart(walls, network, cgroup, who, prefix);
    }

    /** In a cgroup, which exists. */
    public ActorStart in(ControlGroup other) {
        return new ActorStart(walls, network, Optional.of(other), identity, prefix);
    }

    /** In the cgroup of this JVM, where no guard of the walls is attached. */
    public ActorStart outside() {
        return new ActorStart(walls, network, Optional.empty(), identity, prefix);
    }

    /** In another network namespace. */
    public ActorStart in(Netns other) {
        return new ActorStart(walls, other, cgroup, identity, prefix);
    }

    /** Without any capability, root too. */
    public ActorStart withoutCapabilities() {
        return new ActorStart(
                walls, network, cgroup, identity, List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
    }

    /** Starts it; it ends with the walls at the latest. */
    public Actor start() throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Actor.python());
        command.addAll(List.of("-I", "-S", "-c", Actor.script()));
        command.add(cgroup.map(group -> group.directory().toString()).orElse(""));
        command.addAll(identity);
        Actor actor = new Actor(
                Program.of(network.entered(command.toArray(String[]::new))).start());
        walls.closeLater(actor);
        return actor;
    }
}
