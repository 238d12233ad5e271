package dev.berth.iphlpapi;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The functions of iphlpapi.h that reserve ports, under their names and with their conventions: {@code StartPort} is in
 * network order, {@code NumberOfPorts} in host order, a {@code USHORT} is the 16 bits of a {@code short}, the token is
 * handed out through an array of one element, and the code is the result. No function throws.
 *
 * <p>{@link #explain} says what the calling thread's last call came to, with the block in host order.
 *
 * <p>Safe for concurrent use where the ports are, which all of Berth's are.
 */
@SuppressWarnings("MemberName") // the documented names are the point
public final class IpHelper implements AutoCloseable {
    private final Ports ports;
    private final ThreadLocal<String> last =
            ThreadLocal.withInitial(() -> "this thread has called none of the functions yet");

    /** The functions, for these ports; {@link #close} closes them. */
    public IpHelper(Ports ports) {
        this.ports = ports;
    }

    /** The functions, for this machine, whose guard and store are where the environment says or in the usual places. */
    public static IpHelper ofThisMachine() {
        return new IpHelper(Places.of(System.getenv()).ports());
    }

    /**
     * Reserves a block of TCP ports until it is deleted, over restarts too.
     *
     * <p>{@code ULONG CreatePersistentTcpPortReservation(USHORT StartPort, USHORT NumberOfPorts, PULONG64 Token)}
     *
     * @param StartPort the first port, in network order: {@code htons(5000)}
     * @param NumberOfPorts how many ports
     * @param Token an array of one element that receives the token; it is left alone when the result is not 0
     * @return 0; 5, 32 or 87 as documented, 87 also where {@code Token} is null or has not one element; 50, 112 or 1117
     *     where this machine lacks what it takes or the store fails
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
     * @return 0; 5, 87 or 1168 as documented; 50, 112 or 1117 as for Create
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
     * What the calling thread's last call on this object came to: the function, the code by name and number, Windows'
     * text, and Berth's own sentence, which has the block in host order. A start port that was probably not swapped is
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
}
