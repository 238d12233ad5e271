package dev.berth.kernel;

import java.io.IOException;
import java.net.NetworkInterface;
import java.util.OptionalInt;

/** The indexes of network interfaces, in the calling thread's network namespace. */
public final class InterfaceIndex {
    private static final int DECIMAL = 10;

    /**
     * The index of an interface.
     *
     * @param name its name, or its index itself; 0 stands for no interface
     * @return empty if there is none of that name
     * @throws IOException if nobody can tell
     */
    public static OptionalInt of(String name) throws IOException {
        NetworkInterface named = NetworkInterface.getByName(name);
        if (named != null) {
            return OptionalInt.of(named.getIndex());
        }
        boolean number = name.length() < DECIMAL && name.matches("[0-9]+");
        return number ? OptionalInt.of(Integer.parseInt(name)) : OptionalInt.empty();
    }

    private InterfaceIndex() {}
}
