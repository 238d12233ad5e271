package dev.berth.kernel;

import java.io.IOException;
import java.util.List;

/** Everything that Berth asks of the operating system; a test may stand in for it. Safe for concurrent use. */
public interface Kernel {
    /** Who is asking. */
    Caller caller() throws IOException;

    /**
     * The capabilities that an administrator has and the calling thread lacks, by name: what {@link #caller()} says of
     * them, for those who ask often.
     */
    default List<String> missingCapabilities() throws IOException {
        return caller().missing();
    }

    /** The calling process: what {@link #caller()} says of it, for those who ask often. */
    default Life life() throws IOException {
        return caller().life();
    }

    /** The place of the guard. */
    GuardHome guardHome();

    /** The list of reserved ports. */
    ReservedPorts reservedPorts();

    /** The ports that this machine's table of services names; none where it has no such table. */
    PortSet registeredPorts();

    /** Who holds which ports. */
    SocketTable sockets();

    /** Who has which sockets open. */
    ProcessTable processTable();

    /** Names and numbers of users and groups. */
    Accounts accounts();

    /** The same, but that its table of processes names users as these accounts do. */
    default Kernel naming(Accounts names) {
        return this;
    }

    /** What the C library calls an error, in the language of the process: {@code strerror(3)}. */
    String words(Errno error);

    /** File locks. */
    Locks locks();

    /** What this machine can do. */
    Checkup checkup();
}
