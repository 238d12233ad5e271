package dev.berth.cli;

import dev.berth.api.Code;
import dev.berth.api.Listing;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.RuntimeReservation;
import dev.berth.api.Token;
import java.util.List;
import java.util.Optional;

/** The runtime reservation that a command is about. */
sealed interface RuntimeTarget {
    /** Tells whether it is this one. */
    boolean means(RuntimeReservation reservation);

    /** What to ask the engine for where nothing is listed that is meant: it knows why not. */
    Token unlisted();

    /** The answer where nothing is listed that is meant, and the engine refuses as well. */
    Answer.Refused missing(Answer.Refused refused, Listing held);

    /** By its token. */
    record Named(Token token) implements RuntimeTarget {
        @Override
        public boolean means(RuntimeReservation reservation) {
            return reservation.token().equals(token);
        }

        @Override
        public Token unlisted() {
            return token;
        }

        @Override
        public Answer.Refused missing(Answer.Refused refused, Listing held) {
            return refused;
        }
    }

    /** By its exact block, and by its protocol where that was said. */
    record Exact(Optional<Protocol> protocol, PortBlock block) implements RuntimeTarget {
        /** Nobody's: whoever may release at all is told so, and others that they may not. */
        private static final Token NOBODYS = new Token(-1);

        @Override
        public boolean means(RuntimeReservation reservation) {
            return reservation.block().equals(block) && isOf(reservation.protocol());
        }

        @Override
        public Token unlisted() {
            return NOBODYS;
        }

        @Override
        public Answer.Refused missing(Answer.Refused refused, Listing held) {
            if (refused.code() != Code.WSAEINVAL) {
                return new Answer.Refused(
                        refused.code(), refused.message().replace("release " + NOBODYS, "release " + this));
            }
            String sentence = "release " + this + ": no runtime reservation has exactly these ports";
            for (Reservation reservation : held.reservations()) {
                if (reservation.block().equals(block) && isOf(reservation.protocol())) {
                    return new Answer.Refused(
                            Code.ERROR_NOT_FOUND,
                            sentence + "; " + reservation.title() + " is a persistent one: run 'berth delete "
                                    + reservation.protocol() + " " + block + "'");
                }
            }
            return new Answer.Refused(Code.ERROR_NOT_FOUND, sentence + "; see 'berth list'");
        }

        /** {@code tcp 9000-9003}, or without the protocol as it was said. */
        @Override
        public String toString() {
            return protocol.map(pool -> pool + " ").orElse("") + block;
        }

        private boolean isOf(Protocol pool) {
            return protocol.isEmpty() || protocol.get() == pool;
        }
    }

    /** A token; or a block as one or two words, with or without the protocol before it. */
    static RuntimeTarget of(List<String> words) {
        if (words.isEmpty()) {
            throw new UsageException("missing words: [PROTOCOL] BLOCK, such as tcp 9000-9003, or TOKEN");
        }
        String first = words.getFirst();
        if (words.size() == 1 && first.startsWith("0x")) {
            return new Named(token(first));
        }
        Optional<Protocol> protocol = Optional.empty();
        List<String> rest = words;
        if (first.isEmpty() || !Character.isDigit(first.charAt(0))) {
            protocol = Optional.of(Blocks.protocol(first));
            rest = words.subList(1, words.size());
        }
        if (rest.isEmpty()) {
            throw new UsageException("missing words: a block after '" + first + "': " + Blocks.FORMS);
        }
        if (rest.size() > 2) {
            throw new UsageException("one word too many: '" + rest.get(2) + "'");
        }
        return new Exact(protocol, Blocks.parse(rest));
    }

    private static Token token(String word) {
        try {
            return Token.parse(word);
        } catch (IllegalArgumentException malformed) {
            throw new UsageException(String.valueOf(malformed.getMessage()), malformed);
        }
    }
}
