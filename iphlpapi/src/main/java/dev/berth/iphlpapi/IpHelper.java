package dev.berth.iphlpapi;

import dev.berth.api.Code;
import dev.berth.api.Entries;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The functions of iphlpapi.h that reserve ports, list the entries of TCP and UDP and close connections, under their names
 * and with their conventions: ports are in network order, {@code NumberOfPorts} is in host order, a {@code USHORT} is the
 * 16 bits of a {@code short}, what a pointer leads to is handed out through an array of one element, and the code is the
 * result. No function throws.
 *
 * <p><b>Tables</b> are written to a buffer from its position on, which does not move, little-endian; {@link
 * MIB_TCPTABLE#read} and its like read them back. The size is an array of one element: how much of the buffer may be
 * used, and where that is too little, or there is no buffer, how much the table takes. A table is handed out whole or not
 * at all: if it has grown between two calls, the second one is answered 122 again. Listing takes no privilege, but then
 * the owners of other users' sockets are 0.
 *
 * <p>{@link #explain} says what the calling thread's last call came to, with ports in host order.
 *
 * <p>Safe for concurrent use where the ports and entries are, which all of Berth's are.
 */
@SuppressWarnings("MemberName") // the documented names are the point
public final class IpHelper implements AutoCloseable {
    private final Ports ports;
    private final TcpTables tcpTables;
    private final UdpTables udpTables;
    private final TcpEntrySetting tcpEntrySetting;
    private final TcpStatistics tcpStatistics;
    private final ThreadLocal<String> last =
            ThreadLocal.withInitial(() -> "this thread has called none of the functions yet");

    /**
     * The functions that reserve, for these ports; {@link #close} closes them. Those of entries are answered {@link
     * Winerror#ERROR_NOT_SUPPORTED}.
     */
    public IpHelper(Ports ports) {
        this(ports, new NoEntries());
    }

    /** The functions, for these ports and entries; {@link #close} closes the ports. */
    public IpHelper(Ports ports, Entries entries) {
        this(ports, entries, Transport.LINUX);
    }

    IpHelper(Ports ports, Entries entries, Transport transport) {
        this.ports = ports;
        tcpTables = new TcpTables(entries);
        udpTables = new UdpTables(entries);
        tcpEntrySetting = new TcpEntrySetting(entries, transport);
        tcpStatistics = new TcpStatistics(entries, transport);
    }

    /**
     * The functions, for this machine, whose guard and store are where the environment says or in the usual places.
     *
     * <p>Who is no administrator reserves and looks up through berthd, where its socket is; its policy says who may reserve.
     * Where it is not there any more, these functions come to {@link Winerror#WSAENETDOWN}; who is waiting for its answer when
     * this is closed is told {@link Winerror#WSA_OPERATION_ABORTED}.
     *
     * @throws IllegalArgumentException if a variable of the environment has a value that makes no sense
     */
    public static IpHelper ofThisMachine() {
        Places places = Places.of(System.getenv());
        Ports ports = places.ports();
        return new IpHelper(ports, places.entries(ports));
    }

    /**
     * Reserves a block of TCP ports until it is deleted, over restarts too.
     *
     * <p>{@code ULONG CreatePersistentTcpPortReservation(USHORT StartPort, USHORT NumberOfPorts, PULONG64 Token)}
     *
     * @param StartPort the first port, in network order: {@code htons(5000)}
     * @param NumberOfPorts how many ports
     * @param Token an array of one element that receives the token; it is left alone when the result is not 0
     * @return 0; 5, 32 or 87 as documented, 32 also where another change of what is reserved does not end, 87 also where
     *     {@code Token} is null or has not one element; 50, 112 or 1117 where this machine lacks what it takes or the store
     *     fails
     */
    public int CreatePersistentTcpPortReservation(short StartPort, short NumberOfPorts, long @Nullable [] Token) {
        return create(Protocol.TCP, StartPort, NumberOfPorts, Token);
    }

    /** As {@link #CreatePersistentTcpPortReservation}, of UDP ports. */
    public int CreatePersistentUdpPortReservation(short StartPort, short NumberOfPorts, long @Nullable [] Token) {
        return create(Protocol.UDP, StartPort, NumberOfPorts, Token);
    }

    /**
     * Deletes the reservation of exactly this block of TCP ports.
     *
     * <p>{@code ULONG DeletePersistentTcpPortReservation(USHORT StartPort, USHORT NumberOfPorts)}
     *
     * @param StartPort the first port, in network order
     * @param NumberOfPorts how many ports
     * @return 0; 5, 87 or 1168 as documented; 32 where another change of what is reserved does not end; 50, 112 or 1117 as
     *     for Create
     */
    public int DeletePersistentTcpPortReservation(short StartPort, short NumberOfPorts) {
        return delete(Protocol.TCP, StartPort, NumberOfPorts);
    }

    /** As {@link #DeletePersistentTcpPortReservation}, of UDP ports. */
    public int DeletePersistentUdpPortReservation(short StartPort, short NumberOfPorts) {
        return delete(Protocol.UDP, StartPort, NumberOfPorts);
    }

    /**
     * Looks up the token of the reservation of exactly this block of TCP ports, which takes no privilege; a caller who
     * may not look into the kernel is answered from the store, with token 0.
     *
     * <p>{@code ULONG LookupPersistentTcpPortReservation(USHORT StartPort, USHORT NumberOfPorts, PULONG64 Token)}
     *
     * @param StartPort the first port, in network order
     * @param NumberOfPorts how many ports
     * @param Token an array of one element that receives the token; it is left alone when the result is not 0
     * @return 0; 87 or 1168 as documented, 87 also where {@code Token} is null or has not one element; 50 or 1117 as
     *     for Create
     */
    public int LookupPersistentTcpPortReservation(short StartPort, short NumberOfPorts, long @Nullable [] Token) {
        return lookup(Protocol.TCP, StartPort, NumberOfPorts, Token);
    }

    /** As {@link #LookupPersistentTcpPortReservation}, of UDP ports. */
    public int LookupPersistentUdpPortReservation(short StartPort, short NumberOfPorts, long @Nullable [] Token) {
        return lookup(Protocol.UDP, StartPort, NumberOfPorts, Token);
    }

    /**
     * Closes a TCP connection over IPv4, also one of a socket that speaks both families: its owner gets {@code
     * ECONNABORTED}, its peer a reset. The local port is free at once if the connection was accepted or the kernel had
     * chosen the port, else when the owner closes the socket. A listener is closed as well.
     *
     * <p>{@code DWORD SetTcpEntry(PMIB_TCPROW pTcpRow)}
     *
     * @param pTcpRow the connection, and {@link MIB_TCP_STATE#MIB_TCP_STATE_DELETE_TCB} as its state; what is above the
     *     low 16 bits of a port means nothing
     * @return 0; 5 or 87 as documented; 317 where there is no such connection, as on real Windows; 50 where the kernel has
     *     no IPv4, or cannot close this one, such as a path of an MPTCP connection; 1117 where it failed
     */
    public int SetTcpEntry(@Nullable MIB_TCPROW pTcpRow) {
        return answer("SetTcpEntry", () -> tcpEntrySetting.set(pTcpRow));
    }

    /**
     * As {@link #SetTcpEntry}, over IPv6. Windows has no such function.
     *
     * @param pTcp6Row the connection, its scopes in network order as {@link #GetTcp6Table} has them, and {@link
     *     MIB_TCP_STATE#MIB_TCP_STATE_DELETE_TCB} as its state
     * @return as of {@link #SetTcpEntry}
     */
    public int SetTcp6Entry(@Nullable MIB_TCP6ROW pTcp6Row) {
        return answer("SetTcp6Entry", () -> tcpEntrySetting.set(pTcp6Row));
    }

    /**
     * Hands out the table of TCP over IPv4, a {@link MIB_TCPTABLE}. IPv4 connections of sockets that speak both families
     * are in it; sockets that are bound and nothing more are in no table.
     *
     * <p>{@code ULONG GetTcpTable(PMIB_TCPTABLE TcpTable, PULONG SizePointer, BOOL Order)}
     *
     * @param TcpTable the buffer; null to ask for the size
     * @param SizePointer an array of one element: how many bytes there are, or are needed
     * @param Order whether to sort by local address, local port, remote address and remote port, each as a number
     * @return 0, 87 or 122 as documented; 50 or 1117 where the kernel cannot list them or fails
     */
    public int GetTcpTable(@Nullable ByteBuffer TcpTable, int @Nullable [] SizePointer, boolean Order) {
        return answer("GetTcpTable", () -> tcpTables.ipv4(new TableBuffer(TcpTable, SizePointer), Order));
    }

    /**
     * As {@link #GetTcpTable}, over IPv6: a {@link MIB_TCP6TABLE}, which has what {@link #GetTcpTable} has not. Each
     * scope counts before the port when it is sorted.
     */
    public int GetTcp6Table(@Nullable ByteBuffer TcpTable, int @Nullable [] SizePointer, boolean Order) {
        return answer("GetTcp6Table", () -> tcpTables.ipv6(new TableBuffer(TcpTable, SizePointer), Order));
    }

    /**
     * As {@link #GetTcpTable}, with owners: a {@link MIB_TCPTABLE2}. Of several owners it is the one of the lowest number;
     * 0 is nobody, or somebody whom the caller may not see.
     */
    public int GetTcpTable2(@Nullable ByteBuffer TcpTable, int @Nullable [] SizePointer, boolean Order) {
        return answer("GetTcpTable2", () -> tcpTables.second(new TableBuffer(TcpTable, SizePointer), Order));
    }

    /**
     * Hands out a table of TCP: by class and family a {@link MIB_TCPTABLE}, a {@link MIB_TCPTABLE_OWNER_PID} or a {@link
     * MIB_TCP6TABLE_OWNER_PID}.
     *
     * <p>{@code DWORD GetExtendedTcpTable(PVOID pTcpTable, PDWORD pdwSize, BOOL bOrder, ULONG ulAf, TCP_TABLE_CLASS
     * TableClass, ULONG Reserved)}
     *
     * @param pTcpTable the buffer; null to ask for the size
     * @param pdwSize an array of one element: how many bytes there are, or are needed
     * @param bOrder whether to sort, as {@link #GetTcpTable} does
     * @param ulAf {@link WinSock2#AF_INET} or {@link WinSock2#AF_INET6}
     * @param TableClass which rows; a connection is whatever is no listener
     * @param Reserved 0
     * @return 0, 87 or 122 as documented, 87 also for the classes with modules of owners; 50 for the basic classes with
     *     {@link WinSock2#AF_INET6}, as documented; 50 or 1117 where the kernel cannot list them or fails
     */
    public int GetExtendedTcpTable(
            @Nullable ByteBuffer pTcpTable,
            int @Nullable [] pdwSize,
            boolean bOrder,
            int ulAf,
            @Nullable TCP_TABLE_CLASS TableClass,
            int Reserved) {
        return answer(
                "GetExtendedTcpTable",
                () -> tcpTables.extended(new TableBuffer(pTcpTable, pdwSize), bOrder, ulAf, TableClass, Reserved));
    }

    /**
     * As {@link #GetExtendedTcpTable}, of UDP: by class and family a {@link MIB_UDPTABLE}, a {@link
     * MIB_UDPTABLE_OWNER_PID}, a {@link MIB_UDP6TABLE} or a {@link MIB_UDP6TABLE_OWNER_PID}.
     */
    public int GetExtendedUdpTable(
            @Nullable ByteBuffer pUdpTable,
            int @Nullable [] pdwSize,
            boolean bOrder,
            int ulAf,
            @Nullable UDP_TABLE_CLASS TableClass,
            int Reserved) {
        return answer(
                "GetExtendedUdpTable",
                () -> udpTables.extended(new TableBuffer(pUdpTable, pdwSize), bOrder, ulAf, TableClass, Reserved));
    }

    /**
     * Hands out the counters of TCP in the calling thread's network namespace, of both families, as Linux has them.
     *
     * <p>{@code ULONG GetTcpStatistics(PMIB_TCPSTATS Statistics)}
     *
     * @param Statistics an array of one element that receives them; it is left alone when the result is not 0
     * @return 0 or 87 as documented; 50 or 1117 where the kernel does not tell
     */
    public int GetTcpStatistics(MIB_TCPSTATS @Nullable [] Statistics) {
        return answer("GetTcpStatistics", () -> tcpStatistics.get(Statistics));
    }

    /**
     * What the calling thread's last call on this object came to: the function, the code by name and number, Windows'
     * text, and Berth's own sentence, which has ports in host order. A start port that was probably not swapped is
     * pointed out, whatever the code.
     */
    public String explain() {
        return last.get();
    }

    /** Closes the ports; reservations stay. */
    @Override
    public void close() {
        ports.close();
    }

    /** A port as a {@code USHORT} in network order: {@code htons(5000)} is 34835 as unsigned bits. */
    public static short htons(int hostshort) {
        return Short.reverseBytes((short) hostshort);
    }

    /** The port of a {@code USHORT} in network order, 0 to 65535. */
    public static int ntohs(short netshort) {
        return Short.toUnsignedInt(Short.reverseBytes(netshort));
    }

    /**
     * Windows' own English text of a code, which speaks of files and elements and never of ports; for a number that is
     * none of {@link Code}, a sentence that says so.
     */
    public static String FormatMessage(int code) {
        return Code.of(code)
                .map(Code::text)
                .orElseGet(() -> "The system cannot find message text for message number 0x" + Integer.toHexString(code)
                        + " among the codes of Berth.");
    }

    private int create(Protocol protocol, short start, short count, long @Nullable [] token) {
        return call(
                "create",
                protocol,
                start,
                count,
                handingOut(token, block -> ports.create(ReservationRequest.of(protocol, block))));
    }

    private int delete(Protocol protocol, short start, short count) {
        return call("delete", protocol, start, count, block -> ports.delete(protocol, block));
    }

    private int lookup(Protocol protocol, short start, short count, long @Nullable [] token) {
        return call("lookup", protocol, start, count, handingOut(token, block -> ports.lookup(protocol, block)));
    }

    /** The request, if there is an array to put the token into. */
    private static Function<PortBlock, Outcome<Reservation>> handingOut(
            long @Nullable [] token, Function<PortBlock, Outcome<Reservation>> request) {
        if (token == null || token.length != 1) {
            return block -> Outcome.refused(Code.ERROR_INVALID_PARAMETER, "Token is not an array of one element");
        }
        return block -> {
            Outcome<Reservation> outcome = request.apply(block);
            if (outcome instanceof Outcome.Granted<Reservation> granted) {
                token[0] = granted.value().token().bits();
            }
            return outcome;
        };
    }

    private int call(
            String verb,
            Protocol protocol,
            short start,
            short count,
            Function<PortBlock, Outcome<Reservation>> request) {
        PortBlock block = PortBlock.of(ntohs(start), Short.toUnsignedInt(count));
        Outcome<Reservation> outcome;
        try {
            outcome = request.apply(block);
        } catch (RuntimeException | LinkageError bug) { // the documented functions have no other way to say it
            outcome = Outcome.refused(Code.ERROR_IO_DEVICE, verb + " " + protocol + " " + block + ": " + bug);
        }
        last.set(Explanation.of(verb, protocol, block, outcome));
        return outcome.code().number();
    }

    private int answer(String function, Supplier<Outcome<String>> request) {
        Outcome<String> outcome;
        try {
            outcome = request.get();
        } catch (RuntimeException | LinkageError bug) { // the documented functions have no other way to say it
            outcome = Outcome.refused(Code.ERROR_IO_DEVICE, bug.toString());
        }
        last.set(Explanation.of(function, outcome));
        return outcome.code().number();
    }
}
