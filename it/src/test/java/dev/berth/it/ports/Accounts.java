package dev.berth.it.ports;

import dev.berth.api.Consumer;
import dev.berth.it.walls.InsidePorts;
import dev.berth.testkit.ActorStart;
import dev.berth.testkit.Walls;
import java.io.IOException;

/** Users and groups that every Linux has, and one number that belongs to nobody. */
final class Accounts {
    static final String USER = "daemon";
    static final String GROUP = "bin";
    static final long STRANGER = 54_321;

    static Consumer consumer(Walls walls) throws IOException {
        return Consumer.user(Long.toString(uid(walls)));
    }

    /** An actor who is {@link #USER}. */
    static ActorStart actor(Walls walls) throws IOException {
        return walls.actor().as(uid(walls), STRANGER);
    }

    static long uid(Walls walls) throws IOException {
        return InsidePorts.kernel(walls).accounts().uid(USER).orElseThrow();
    }

    static long gid(Walls walls) throws IOException {
        return InsidePorts.kernel(walls).accounts().gid(GROUP).orElseThrow();
    }

    private Accounts() {}
}
