package dev.berth.iphlpapi.example;

import dev.berth.iphlpapi.WinSock;

/** Acquires a runtime reservation, binds a second socket inside, and releases it, as Microsoft's example does. */
public final class AcquirePortReservation {
    private AcquirePortReservation() {}

    /**
     * Does it, and ends the process: with 1 if nothing was acquired.
     *
     * @param words address family, type and protocol of the sockets, the starting port or 0, and the number of ports
     */
    public static void main(String[] words) {
        System.exit(run(words));
    }

    private static int run(String[] words) {
        RuntimeArguments wanted = RuntimeArguments.of("AcquirePortReservation", words);
        if (wanted == null) {
            return 1;
        }
        try (WinSock winSock = WinSock.ofThisMachine()) {
            Acquiring acquired = Acquiring.of(winSock, wanted);
            if (acquired == null) {
                return 1;
            }
            long second = winSock.socket(wanted.family(), wanted.type(), wanted.protocol());
            if (Steps.isError("socket function for second socket", second, winSock)) {
                return 1;
            }
            Consuming.take(winSock, second, wanted.family(), acquired.token());
            acquired.release(winSock);
            Steps.close("closesocket for second socket", second, winSock);
            Steps.close("closesocket for first socket", acquired.sock(), winSock);
            return 0;
        }
    }
}
