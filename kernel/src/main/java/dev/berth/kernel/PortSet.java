package dev.berth.kernel;

import dev.berth.api.PortBlock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** An immutable set of ports, in host order. */
public final class PortSet {
    /** No port. */
    public static final PortSet EMPTY = new PortSet(new BitSet());

    private final BitSet ports;

    private PortSet(BitSet ports) {
        this.ports = ports;
    }

    /** The ports of a block that is sound. */
    public static PortSet of(PortBlock block) {
        return of(List.of(block));
    }

    /** The ports of all the blocks, which are sound. */
    public static PortSet of(Collection<PortBlock> blocks) {
        BitSet all = new BitSet();
        for (PortBlock block : blocks) {
            all.set(block.start(), block.last() + 1);
        }
        return new PortSet(all);
    }

    /** The ports of a bit set, which is copied. */
    public static PortSet of(BitSet ports) {
        return new PortSet((BitSet) ports.clone());
    }

    /** The ports between 0 and 65535 that answer yes. */
    public static PortSet where(IntPredicate wanted) {
        BitSet some = new BitSet();
        IntStream.rangeClosed(0, PortBlock.MAX_PORT).filter(wanted).forEach(some::set);
        return new PortSet(some);
    }

    /** Tells whether the port is in the set. */
    public boolean contains(int port) {
        return ports.get(port);
    }

    /** Tells whether there is no port in the set. */
    public boolean isEmpty() {
        return ports.isEmpty();
    }

    /** How many ports. */
    public int size() {
        return ports.cardinality();
    }

    /** The ports of either. */
    public PortSet plus(PortSet other) {
        BitSet both = (BitSet) ports.clone();
        both.or(other.ports);
        return new PortSet(both);
    }

    /** The ports of this and not of the other. */
    public PortSet minus(PortSet other) {
        BitSet rest = (BitSet) ports.clone();
        rest.andNot(other.ports);
        return new PortSet(rest);
    }

    /** The ports of both. */
    public PortSet and(PortSet other) {
        BitSet common = (BitSet) ports.clone();
        common.and(other.ports);
        return new PortSet(common);
    }

    /** The longest runs of neighbouring ports, ascending. */
    public List<PortBlock> runs() {
        List<PortBlock> runs = new ArrayList<>();
        for (int from = ports.nextSetBit(0); from >= 0; ) {
            int end = ports.nextClearBit(from);
            // 65536 ports do not fit a block's count: port 0 stands alone then, and nobody reserves it.
            if (end - from > PortBlock.MAX_PORT) {
                runs.add(PortBlock.of(from));
                from++;
            }
            runs.add(PortBlock.between(from, end - 1));
            from = ports.nextSetBit(end);
        }
        return List.copyOf(runs);
    }

    /** The ports, ascending. */
    public IntStream stream() {
        return ports.stream();
    }

    /** A copy as a bit set. */
    public BitSet toBitSet() {
        return (BitSet) ports.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortSet that && ports.equals(that.ports);
    }

    @Override
    public int hashCode() {
        return ports.hashCode();
    }

    /** Runs separated by commas, {@code 22,8080-8083}: the form of {@code ip_local_reserved_ports}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (PortBlock run : runs()) {
            text.append(text.isEmpty() ? "" : ",").append(run);
        }
        return text.toString();
    }
}
