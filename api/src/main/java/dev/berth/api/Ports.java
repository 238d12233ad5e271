package dev.berth.api;

/**
 * The ports of this network namespace, and who may have them.
 *
 * <p>A <em>stranger</em> is anybody who is neither a named consumer nor binds a socket that is associated with the
 * reservation's token; root is a stranger unless named. While a reservation stands, the kernel refuses every explicit
 * bind by a stranger, and no automatic assignment ({@code bind} to port 0, {@code connect}) hands out a port of it.
 *
 * <p>All port numbers are in host order; nothing in this interface is in network order.
 *
 * <p><b>Privilege.</b> {@link #lookup(Protocol, PortBlock) lookup} and {@link #list() list} need none. Everything else
 * needs an administrator: {@code CAP_NET_ADMIN}, {@code CAP_BPF} and {@code CAP_PERFMON} (or {@code CAP_SYS_ADMIN}) and
 * a writable store; others are answered {@link Code#ERROR_ACCESS_DENIED}, right after the parameters were checked.
 * Where no BPF file system is mounted, the first change mounts one, which takes {@code CAP_SYS_ADMIN} too.
 *
 * <p><b>Refusals.</b> A method answers {@link Outcome.Refused} and has then changed nothing, but for
 * what a {@link Remedy} has ended. Common to all of them: {@link Code#ERROR_NOT_SUPPORTED} where this machine lacks what it takes or the caller lives in another network
 * namespace than the guard, {@link Code#ERROR_DISK_FULL} and {@link Code#ERROR_IO_DEVICE} where the store fails.
 *
 * <p>Safe for concurrent use, by threads and by processes.
 */
public interface Ports extends RuntimePorts {
    /**
     * Creates a persistent reservation, which lasts until it is deleted, over restarts too.
     *
     * <p>Refused with {@link Code#ERROR_INVALID_PARAMETER} for an unsound block, name or consumer, and with
     * {@link Code#ERROR_SHARING_VIOLATION} where a port of the block is in use, the block overlaps a reservation or an
     * exclusion, the name is taken, or fewer than 1,024 ports would remain for automatic assignment. Creating what
     * exists already is such an overlap: the call is not idempotent.
     *
     * {@snippet class = "dev.berth.it.client.PortsUses" region = "create"}
     *
     * <p>Where a port is in use, the request's {@linkplain Remedy remedies} may help: sockets of the consumers stay,
     * others are closed, or their processes ended. Nobody can come in while that goes on, and the warnings tell what was
     * done. Where a port is in use all the same the request is refused and nothing is reserved, but what was closed or
     * ended before stays so; the sentence tells that too.
     *
     * {@snippet class = "dev.berth.it.client.PortsUses" region = "remedy"}
     *
     * @param request what to create, and how it is to be held
     * @return the reservation, whose token is live
     * @see <a
     *     href="https://learn.microsoft.com/windows/win32/api/iphlpapi/nf-iphlpapi-createpersistenttcpportreservation">CreatePersistentTcpPortReservation</a>
     */
    Outcome<Reservation> create(ReservationRequest request);

    /**
     * Deletes the persistent reservation of exactly this block and protocol; strangers can bind at once. Sockets that
     * are bound inside stay open.
     *
     * <p>Refused with {@link Code#ERROR_NOT_FOUND} where there is none, {@link Code#ERROR_INVALID_PARAMETER} for a
     * start or count of 0.
     *
     * {@snippet class = "dev.berth.it.client.PortsUses" region = "delete"}
     *
     * @param protocol the pool or pools
     * @param block the ports
     * @return what was deleted
     * @see <a
     *     href="https://learn.microsoft.com/windows/win32/api/iphlpapi/nf-iphlpapi-deletepersistenttcpportreservation">DeletePersistentTcpPortReservation</a>
     */
    Outcome<Reservation> delete(Protocol protocol, PortBlock block);

    /**
     * Changes who may bind inside the persistent reservation of exactly this block and protocol, its name, or what
     * others get. The new rules take the place of the old in one step: at no moment is the block free, or closed to who
     * may bind before and after. Its token and the sockets that are bound inside stay, whoever has them.
     *
     * <p>Refused with {@link Code#ERROR_INVALID_PARAMETER} where nothing is to change, for a start or count of 0, and for
     * an unsound name or consumer; {@link Code#ERROR_NOT_FOUND} where there is no such reservation,
     * {@link Code#ERROR_SHARING_VIOLATION} where another one has the name.
     *
     * {@snippet class = "dev.berth.it.client.PortsUses" region = "change"}
     *
     * @param protocol the pool or pools
     * @param block the ports
     * @param change what is to become different
     * @return the reservation as it stands afterwards
     */
    Outcome<Reservation> change(Protocol protocol, PortBlock block, ReservationChange change);

    /**
     * Changes the reservation of this name, as {@link #change(Protocol, PortBlock, ReservationChange)} does; refused with
     * {@link Code#ERROR_NOT_FOUND} where none has it.
     *
     * @param name the name
     * @param change what is to become different
     * @return the reservation as it stands afterwards
     */
    Outcome<Reservation> change(String name, ReservationChange change);

    /**
     * Finds the persistent reservation of exactly this block and protocol. Its token stays the same until the machine
     * restarts or the guard is {@linkplain #disable() disabled}.
     *
     * <p>Refused as {@link #delete}. Without privilege the answer comes from the store alone and is
     * {@link Standing#NOT_VERIFIED}.
     *
     * @param protocol the pool or pools
     * @param block the ports
     * @return the reservation
     * @see <a
     *     href="https://learn.microsoft.com/windows/win32/api/iphlpapi/nf-iphlpapi-lookuppersistenttcpportreservation">LookupPersistentTcpPortReservation</a>
     */
    Outcome<Reservation> lookup(Protocol protocol, PortBlock block);

    /**
     * Finds the reservation of this name; refused with {@link Code#ERROR_NOT_FOUND} where none has it.
     *
     * @param name the name
     * @return the reservation
     */
    Outcome<Reservation> lookup(String name);

    /**
     * Acquires a block for as long as this process lives: it and its descendants may bind there, unmodified, and the
     * consumers that the request names; no stranger may, other processes of the same user included. Ports below 1024
     * take no capability. The reservation ends when it is {@linkplain #release released} and with this process, in
     * whatever way it ends, {@code kill -9} too, at once and without anybody's help.
     *
     * <p>A block of the system's choice lies outside the range of automatic assignment as long as there is one, and away
     * from what is registered for well-known services; a block that was released is not handed out again at once.
     *
     * {@snippet class = "dev.berth.it.client.PortsUses" region = "acquire"}
     *
     * <p>Refused with {@link Code#WSAEINVAL} for a start or count of 0, a block past 65535 and an unknown consumer;
     * {@link Code#WSAEADDRINUSE} where a port of the block that was asked for is in use, reserved by anyone, this process
     * too, or excluded; {@link Code#WSAENOBUFS} where no block of that size is left; {@link Code#WSAEACCES} for lack of
     * privilege; {@link Code#WSAEINPROGRESS} where another change does not end.
     *
     * @param request which ports
     * @return the block, to be closed
     * @see <a
     *     href="https://learn.microsoft.com/windows/win32/winsock/sio-acquire-port-reservation">SIO_ACQUIRE_PORT_RESERVATION</a>
     */
    @Override
    Outcome<AcquiredBlock> acquire(AcquireRequest request);

    /**
     * Ends a runtime reservation of this process; strangers can bind at once. Sockets that are bound inside stay open.
     *
     * <p>Refused with {@link Code#WSAEINVAL} where no runtime reservation has the token, or another process acquired it;
     * {@link Code#WSAEACCES} for lack of privilege.
     *
     * @param token what {@link #acquire} gave
     * @return the token, which names nothing any more
     * @see <a
     *     href="https://learn.microsoft.com/windows/win32/winsock/sio-release-port-reservation">SIO_RELEASE_PORT_RESERVATION</a>
     */
    @Override
    Outcome<Token> release(Token token);

    /**
     * As {@link #release}, whichever process acquired it: the owner lives on without its block.
     *
     * @param token the token
     * @return the token, which names nothing any more
     */
    Outcome<Token> forceRelease(Token token);

    /**
     * Lists what is held, and reports as warnings where the store, the kernel and the list of reserved ports disagree.
     * It repairs nothing.
     *
     * {@snippet class = "dev.berth.it.client.PortsUses" region = "list"}
     *
     * @return reservations, exclusions and, where the caller may see the guard, runtime reservations
     */
    Outcome<Listing> list();

    /**
     * Keeps a block out of automatic assignment and out of reservations, over restarts too. Ports in use are fine.
     *
     * <p>Refused with {@link Code#ERROR_SHARING_VIOLATION} where the block overlaps a reservation or an exclusion or
     * too few automatic ports would remain, {@link Code#ERROR_INVALID_PARAMETER} for an unsound block.
     *
     * @param protocol the pool or pools
     * @param block the ports
     * @return the exclusion
     */
    Outcome<Exclusion> exclude(Protocol protocol, PortBlock block);

    /**
     * Removes the exclusion of exactly this block and protocol; refused as {@link #delete}.
     *
     * @param protocol the pool or pools
     * @param block the ports
     * @return what was removed
     */
    Outcome<Exclusion> removeExclusion(Protocol protocol, PortBlock block);

    /**
     * Makes the kernel keep everything that the store records, under new tokens where it did not: after a restart, or
     * after {@link #disable()}. It enforces even where somebody sits in a block, and names the squatter in a warning.
     *
     * @return what is held
     */
    Outcome<Listing> restore();

    /**
     * Takes the guard out of the kernel: nothing is enforced until {@link #create} or {@link #restore} is called. The
     * store stays.
     *
     * @return what was held
     */
    Outcome<Listing> disable();

    /**
     * As {@link #disable()}, and deletes the store and everything else that Berth left on the machine.
     *
     * @return what was held
     */
    Outcome<Listing> purge();
}
