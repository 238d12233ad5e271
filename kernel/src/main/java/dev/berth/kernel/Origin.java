package dev.berth.kernel;

/**
 * Where a runtime reservation comes from; the guard keeps it for those who come after, and judges nothing by it.
 *
 * @param uid the user for whose process it was acquired
 * @param request the number by which a request that is sent once more is recognized; 0 where it has none
 */
public record Origin(long uid, long request) {
    /** Of what is no runtime reservation. */
    public static final Origin NONE = new Origin(0, 0);
}
