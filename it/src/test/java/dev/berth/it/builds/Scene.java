package dev.berth.it.builds;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.it.builds.Guarantee.Words;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.Answer;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.SocketOption;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An owner and its rivals, who do what a {@link Guarantee} speaks of. For one thread. */
final class Scene {
    /** The automatic range meanwhile: so few ports that all of them are tried. Berth takes none where 1,024 are left. */
    static final PortBlock AUTOMATIC = PortBlock.of(33_000, 1_100);

    private static final int WITHIN_AUTOMATIC = AUTOMATIC.port(500);
    private static final int LISTENER = 32_000;
    private static final int CONNECTIONS = 600;
    /** For Java, of IPv4 and IPv6 alike. */
    private static final String EVERYWHERE = "0.0.0.0";

    private static final List<String> ADDRESSES = List.of(EVERYWHERE, "127.0.0.1", "::1");
    private static final SocketOption[][] ANY_OPTION = {
        {}, {SocketOption.REUSEADDR}, {SocketOption.REUSEPORT}, {SocketOption.REUSEADDR, SocketOption.REUSEPORT}
    };

    private final Walls walls;
    private final Hold hold;
    private final Holder owner;
    private final Holder rival;
    private final Actor thief;

    Scene(Walls walls, Hold hold) throws IOException {
        this.walls = walls;
        this.hold = hold;
        owner = holder();
        rival = holder();
        thief = walls.actor().start();
    }

    /** What comes of it, for every kind of socket and address: one word, unless they differ. */
    Set<String> play(Guarantee guarantee) throws IOException {
        Set<String> words = new TreeSet<>();
        for (Protocol protocol : hold.protocols()) {
            if (guarantee == Guarantee.OWNER_KILLED) {
                words.addAll(kill(protocol));
                continue;
            }
            int port = guarantee == Guarantee.AUTOMATIC
                    ? owner.acquireExactly(protocol, WITHIN_AUTOMATIC)
                    : owner.acquire(protocol);
            words.addAll(play(guarantee, protocol, port));
            owner.release();
        }
        return words;
    }

    private Set<String> play(Guarantee guarantee, Protocol protocol, int port) throws IOException {
        return switch (guarantee) {
            case SERVER -> serve(protocol, protocol == Protocol.TCP, port);
            case PLAIN_SERVER -> serve(protocol, false, port);
            case CHILD -> Set.of(word(owner.serveInChild(protocol, true, "127.0.0.1", port)));
            case AUTOMATIC -> automatic(protocol, port);
            case THIEF -> steal(protocol, port);
            case REUSING_PORT -> steal(protocol, port, SocketOption.REUSEPORT);
            case REUSING_ADDRESS -> steal(protocol, port, SocketOption.REUSEADDR);
            case SERVER_BESIDE_BOUND -> serveBeside(protocol, port, false);
            case SERVER_BESIDE_LISTENING -> serveBeside(protocol, port, true);
            case THIEF_TOO_LATE -> stealLate(protocol, port);
            case SAME_AGAIN -> Set.of(word(rival.tryToAcquire(protocol, port)));
            case FILE_DELETED -> acquireWithoutFile(protocol, port);
            case FILE_DELETED_AND_NOTICED -> {
                Files.deleteIfExists(Holder.locks(walls));
                owner.acquire(protocol);
                Set<String> words = Set.of(word(rival.tryToAcquire(protocol, port)));
                owner.release();
                yield words;
            }
            case OWNER_KILLED -> throw new IllegalArgumentException("the owner is needed");
        };
    }

    private Set<String> serve(Protocol protocol, boolean reuse, int port) throws IOException {
        Set<String> words = new TreeSet<>();
        for (String address : ADDRESSES) {
            String word = word(owner.serve(protocol, reuse, address, port));
            words.add(word);
            if (word.equals(Words.OK)) {
                owner.stop();
            }
        }
        return words;
    }

    private Set<String> automatic(Protocol protocol, int port) throws IOException {
        PortBlock watched = PortBlock.of(port);
        boolean got = false;
        List<SocketKind> kinds = protocol == Protocol.TCP
                ? List.of(SocketKind.TCP4, SocketKind.TCP_DUAL)
                : List.of(SocketKind.UDP4, SocketKind.UDP_DUAL);
        for (SocketKind kind : kinds) {
            for (Map<String, Integer> outcomes : List.of(
                    thief.exhaust(kind, watched), thief.connectAutomatically(kind, LISTENER, watched, CONNECTIONS))) {
                if (!outcomes.containsKey("outside")) {
                    throw new IOException(kind + " got no port at all: " + outcomes);
                }
                got |= outcomes.containsKey("inside");
            }
        }
        return Set.of(got ? Words.MAY : Words.NEVER);
    }

    private Set<String> steal(Protocol protocol, int port, SocketOption... options) throws IOException {
        Set<String> words = new TreeSet<>();
        for (SocketKind kind : SocketKind.all(protocol)) {
            for (String address : List.of(kind.wildcard(), kind.loopback())) {
                words.add(word(thief.bind(kind, address, port, options)));
            }
        }
        return words;
    }

    private Set<String> serveBeside(Protocol protocol, int port, boolean listening) throws IOException {
        Set<String> words = new TreeSet<>();
        for (SocketKind kind : SocketKind.all(protocol)) {
            ActorSocket thing = thief.socket(kind, SocketOption.REUSEADDR);
            boolean bound = thing.bind(kind.wildcard(), port).isOk();
            if (bound && listening && protocol == Protocol.UDP) {
                words.add(Words.NOT_THERE);
            } else {
                if (bound && listening) {
                    thing.listen().orElseThrow();
                }
                words.add(word(owner.serve(protocol, protocol == Protocol.TCP, EVERYWHERE, port)));
                owner.stop();
            }
            thing.close();
        }
        return words;
    }

    private Set<String> stealLate(Protocol protocol, int port) throws IOException {
        Set<String> words = new TreeSet<>();
        owner.mustServe(protocol, protocol == Protocol.TCP, EVERYWHERE, port);
        for (SocketOption[] options : ANY_OPTION) {
            words.addAll(steal(protocol, port, options));
        }
        owner.stop();
        return words;
    }

    private Set<String> acquireWithoutFile(Protocol protocol, int port) throws IOException {
        Files.deleteIfExists(Holder.locks(walls));
        String word = word(rival.tryToAcquire(protocol, port));
        if (word.equals(Words.OK)) {
            rival.release();
        }
        return Set.of(word);
    }

    private Set<String> kill(Protocol protocol) throws IOException {
        Holder mortal = holder();
        int port = mortal.acquire(protocol);
        mortal.mustServe(protocol, protocol == Protocol.TCP, EVERYWHERE, port);
        mortal.close();
        Set<String> words = new TreeSet<>(steal(protocol, port));
        words.add(word(rival.tryToAcquire(protocol, port)));
        rival.release();
        return words;
    }

    private Holder holder() throws IOException {
        return Holder.start(walls, Holder.program(walls, hold.mode()).with("BERTH_PLACEHOLDERS", hold.placeholders()));
    }

    private static String word(Answer answer) {
        return answer.isOk() ? Words.OK : "`" + answer + "`";
    }

    private static String word(String answer) {
        if (answer.equals("ok") || answer.startsWith("enforced ") || answer.startsWith("cooperative ")) {
            return Words.OK;
        }
        if (answer.startsWith("WSA")) {
            return "`" + answer.split(" ", 2)[0] + "`";
        }
        return answer.contains("Address already in use") ? Words.IN_USE : answer;
    }
}
