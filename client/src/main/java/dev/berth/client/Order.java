package dev.berth.client;

/** In which order the blocks of a range are tried. */
public enum Order {
    /** The lowest first. */
    ASCENDING,
    /** From somewhere in the range on, and round: who ask at once seldom try the same one. */
    RANDOM
}
