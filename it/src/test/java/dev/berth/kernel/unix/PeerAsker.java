package dev.berth.kernel.unix;

import java.nio.file.Path;
import java.util.ArrayList;

/** A program that listens at a path, lets one in, and says what it knows of it. */
final class PeerAsker {
    private PeerAsker() {}

    /** Words: the path. */
    @SuppressWarnings("SystemOut") // it is a program
    public static void main(String[] words) throws Exception {
        try (UnixListener listener = UnixListener.at(Path.of(words[0]));
                MessageBuffer buffer = new MessageBuffer()) {
            System.out.println("ready");
            PeerPrivilegedTest.readable(listener.fd());
            try (UnixStream stream = listener.accept().orElseThrow();
                    Peer peer = stream.peer()) {
                System.out.println("elsewhere " + peer.isElsewhere() + ", life "
                        + peer.life().orElseThrow());
                PeerPrivilegedTest.readable(stream.fd());
                stream.receive(buffer, new ArrayList<>());
            }
        }
    }
}
