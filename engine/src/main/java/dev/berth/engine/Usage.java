package dev.berth.engine;

/**
 * How much a user holds of runtime reservations.
 *
 * @param blocks how many reservations
 * @param ports how many ports in all of them
 */
record Usage(int blocks, int ports) {
    static final Usage NOTHING = new Usage(0, 0);

    Usage plus(int more) {
        return new Usage(blocks + 1, ports + more);
    }

    Usage minus(int fewer) {
        return new Usage(blocks - 1, ports - fewer);
    }

    /** Tells whether a block of so many ports more stays within a quota. */
    boolean leaves(int wanted, Quota quota) {
        return blocks < quota.blocks() && ports + wanted <= quota.ports();
    }
}
