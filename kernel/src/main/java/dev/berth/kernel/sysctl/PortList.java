package dev.berth.kernel.sysctl;

import dev.berth.api.PortBlock;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.unix.MalformedException;
import java.util.BitSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of {@code ip_local_reserved_ports} and its neighbours. */
final class PortList {
    /**
     * The ports of a list such as {@code 22,8080-8083}.
     *
     * @throws MalformedException if it is none
     */
    static PortSet parse(String source, String text) throws MalformedException {
        BitSet ports = new BitSet();
        String list = text.strip();
        if (list.isEmpty()) {
            return PortSet.EMPTY;
        }
        for (String run : list.split(",", -1)) {
            int dash = run.indexOf('-');
            int first = port(source, dash < 0 ? run : run.substring(0, dash));
            int last = dash < 0 ? first : port(source, run.substring(dash + 1));
            if (last < first) {
                throw new MalformedException(source, "'" + run + "' ends before it starts");
            }
            ports.set(first, last + 1);
        }
        return PortSet.of(ports);
    }

    /**
     * The block of a range such as {@code 32768 60999}, with any blanks between.
     *
     * @throws MalformedException if it is none
     */
    static PortBlock parseRange(String source, String text) throws MalformedException {
        String[] ends = text.strip().split("\\s+", -1);
        if (ends.length != 2) {
            throw new MalformedException(source, "'" + text.strip() + "' is no range");
        }
        int first = port(source, ends[0]);
        int last = port(source, ends[1]);
        if (last < first || first == 0) {
            throw new MalformedException(source, "'" + text.strip() + "' is no range");
        }
        return PortBlock.between(first, last);
    }

    /**
     * The text of a list. What the kernel takes in several steps it takes from the front: so the ports that matter most
     * come first.
     */
    static String format(PortSet ports, PortSet first) {
        // A newline empties the list; an empty text would leave it as it is.
        return Stream.of(ports.and(first), ports.minus(first))
                .flatMap(part -> part.runs().stream())
                .map(PortBlock::toString)
                .collect(Collectors.joining(",", "", "\n"));
    }

    /**
     * The port that digits name.
     *
     * @throws MalformedException if they name none
     */
    static int port(String source, String digits) throws MalformedException {
        boolean number = !digits.isEmpty() && digits.length() <= 5;
        for (int i = 0; i < digits.length(); i++) {
            number &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        int port = number ? Integer.parseInt(digits) : -1;
        if (port < 0 || port > PortBlock.MAX_PORT) {
            throw new MalformedException(source, "'" + digits + "' is no port");
        }
        return port;
    }

    private PortList() {}
}
