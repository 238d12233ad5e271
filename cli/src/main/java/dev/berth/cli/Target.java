package dev.berth.cli;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import java.util.List;
import java.util.Optional;

/** The reservation that a command is about. */
sealed interface Target {
    /** Finds it. */
    Outcome<Reservation> lookup(Ports ports);

    /** Deletes it. */
    Outcome<Reservation> delete(Ports ports);

    /** Changes it. */
    Outcome<Reservation> change(Ports ports, ReservationChange change);

    /** By its exact block. */
    record Exact(Protocol protocol, PortBlock block) implements Target {
        @Override
        public Outcome<Reservation> lookup(Ports ports) {
            return ports.lookup(protocol, block);
        }

        @Override
        public Outcome<Reservation> delete(Ports ports) {
            return ports.delete(protocol, block);
        }

        @Override
        public Outcome<Reservation> change(Ports ports, ReservationChange change) {
            return ports.change(protocol, block, change);
        }
    }

    /** By its name, and by its protocol where that was said. */
    record Named(Optional<Protocol> protocol, String name) implements Target {
        @Override
        public Outcome<Reservation> lookup(Ports ports) {
            Outcome<Reservation> found = ports.lookup(name);
            if (found instanceof Outcome.Granted<Reservation>(Reservation reservation, var _)
                    && protocol.isPresent()
                    && protocol.get() != reservation.protocol()) {
                return Outcome.refused(
                        Code.ERROR_NOT_FOUND,
                        "no " + protocol.get() + " reservation is named " + name + ": the one of that name is "
                                + reservation.title());
            }
            return found;
        }

        @Override
        public Outcome<Reservation> delete(Ports ports) {
            return switch (lookup(ports)) {
                case Outcome.Granted<Reservation>(Reservation found, var _) ->
                    ports.delete(found.protocol(), found.block());
                case Outcome.Refused<Reservation> refused -> refused;
            };
        }

        @Override
        public Outcome<Reservation> change(Ports ports, ReservationChange change) {
            if (protocol.isPresent() && lookup(ports) instanceof Outcome.Refused<Reservation> refused) {
                return refused;
            }
            return ports.change(name, change);
        }
    }

    /** The block that must be told exactly: a protocol, then one or two words. */
    static Exact exact(List<String> words) {
        if (words.isEmpty()) {
            throw new UsageException("missing words: PROTOCOL BLOCK, such as tcp 8080-8083");
        }
        Protocol protocol = Blocks.protocol(words.getFirst());
        if (words.size() == 1) {
            throw new UsageException("missing words: a block after '" + protocol + "': " + Blocks.FORMS);
        }
        return new Exact(protocol, Blocks.parse(words.subList(1, words.size())));
    }

    /** A block as of {@link #exact}, or a name with or without the protocol before it. */
    static Target of(List<String> words) {
        if (words.size() == 1 && isName(words.getFirst()) && !isProtocol(words.getFirst())) {
            return new Named(Optional.empty(), words.getFirst());
        }
        if (words.size() == 2 && isName(words.get(1))) {
            return new Named(Optional.of(Blocks.protocol(words.getFirst())), words.get(1));
        }
        return exact(words);
    }

    /** Tells whether a word is a protocol where a name may stand as well. */
    static boolean isProtocol(String word) {
        for (Protocol protocol : Protocol.values()) {
            if (protocol.label().equals(word)) {
                return true;
            }
        }
        return false;
    }

    /** Names begin with a letter, blocks never do. */
    private static boolean isName(String word) {
        return !word.isEmpty() && Character.isLetter(word.charAt(0));
    }
}
