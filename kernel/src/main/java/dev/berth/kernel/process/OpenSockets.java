package dev.berth.kernel.process;

import java.util.Arrays;

/**
 * Which processes have which sockets open: eight bytes for each pair. Immutable.
 *
 * <p>A pair is one number, the inode above and the process below, so that sorting them puts the processes of a socket
 * side by side and in order.
 */
final class OpenSockets {
    private static final int[] NONE = {};

    private final long[] pairs;

    private OpenSockets(long[] pairs) {
        this.pairs = pairs;
    }

    /** The processes that have a socket open, in order and each once. */
    int[] processes(long inode) {
        if (inode <= 0 || inode >>> Integer.SIZE != 0) {
            return NONE;
        }
        int first = Arrays.binarySearch(pairs, inode << Integer.SIZE);
        first = first < 0 ? ~first : first;
        int end = first;
        while (end < pairs.length && pairs[end] >>> Integer.SIZE == inode) {
            end++;
        }
        int[] processes = first == end ? NONE : new int[end - first];
        for (int i = 0; i < processes.length; i++) {
            processes[i] = (int) pairs[first + i];
        }
        return processes;
    }

    /** Takes a socket and a process that has it open. */
    interface Pair {
        void of(long inode, int process);
    }

    /** Each pair once. */
    void forEach(Pair pair) {
        for (long both : pairs) {
            pair.of(both >>> Integer.SIZE, (int) both);
        }
    }

    /** How many pairs these are. */
    int size() {
        return pairs.length;
    }

    /** Collects pairs in any order. Belongs to one thread. */
    static final class Collector {
        private static final int FIRST_SIZE = 1024;

        private long[] pairs = new long[FIRST_SIZE];
        private int size;

        /** One more; it may be there already. */
        void add(long inode, int process) {
            if (size == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * size);
            }
            pairs[size++] = inode << Integer.SIZE | process;
        }

        /** Each pair once. */
        OpenSockets collected() {
            Arrays.sort(pairs, 0, size);
            int distinct = 0;
            for (int i = 0; i < size; i++) {
                if (i == 0 || pairs[i] != pairs[i - 1]) {
                    pairs[distinct++] = pairs[i];
                }
            }
            size = distinct;
            return new OpenSockets(Arrays.copyOf(pairs, size));
        }
    }
}
