package dev.berth.it.iphlpapi;

import dev.berth.iphlpapi.INET_PORT_RESERVATION_TOKEN;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.Mstcpip;
import dev.berth.iphlpapi.SOCKADDR_IN;
import dev.berth.iphlpapi.WinSock;
import dev.berth.iphlpapi.WinSock2;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that makes the calls that its words name and prints a line for each: 0, the port that was asked for, or the
 * last error where the call failed.
 *
 * <p>Sockets are counted from 0 in the order in which they were made; {@code =7} is the number 7 itself.
 */
final class WinSockCaller {
    private final WinSock api = WinSock.ofThisMachine();
    private final List<Long> sockets = new ArrayList<>();

    private WinSockCaller() {}

    /** Arguments: {@code name:argument:…}. */
    public static void main(String... words) throws InterruptedException {
        WinSockCaller caller = new WinSockCaller();
        for (String word : words) {
            System.out.println(caller.answer(word.split(":")));
        }
        caller.api.close();
    }

    private int answer(String... call) throws InterruptedException {
        return switch (call[0]) {
            case "socket" -> socket(number(call[1]), number(call[2]), number(call[3]));
            case "associate" -> associate(socket(call[1]), Long.parseUnsignedLong(call[2]));
            case "input" ->
                input(socket(call[1]), call[2].equals("null") ? null : ByteBuffer.allocate(number(call[2])));
            case "ioctl" -> ioctl(socket(call[1]), Integer.parseUnsignedInt(call[2]));
            case "nowhere" -> nowhere(socket(call[1]), call[2].equals("null") ? null : new int[number(call[2])]);
            case "bind" -> code(api.bind(socket(call[1]), address(number(call[2]))));
            case "name" -> name(socket(call[1]));
            case "close" -> code(api.closesocket(socket(call[1])));
            case "error" -> api.WSAGetLastError();
            case "elsewhere" -> elsewhere();
            case "deleteTcp", "deleteUdp" -> delete(call[0], number(call[1]), (short) number(call[2]));
            default -> throw new IllegalArgumentException(call[0]);
        };
    }

    private int socket(int family, int type, int protocol) {
        long made = api.socket(family, type, protocol);
        if (made == WinSock2.INVALID_SOCKET) {
            return api.WSAGetLastError();
        }
        sockets.add(made);
        return 0;
    }

    private int associate(long socket, long token) {
        var in = new INET_PORT_RESERVATION_TOKEN(token);
        ByteBuffer bytes = ByteBuffer.allocate(3 + INET_PORT_RESERVATION_TOKEN.SIZE);
        in.write(bytes, 3);
        return ioctl(socket, Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION, bytes.position(3), new int[] {7});
    }

    private int input(long socket, @Nullable ByteBuffer in) {
        return ioctl(socket, Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION, in, new int[1]);
    }

    private int ioctl(long socket, int control) {
        return ioctl(socket, control, ByteBuffer.allocate(8), new int[1]);
    }

    private int nowhere(long socket, int @Nullable [] returned) {
        return ioctl(socket, Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION, ByteBuffer.allocate(8), returned);
    }

    private int ioctl(long socket, int control, @Nullable ByteBuffer in, int @Nullable [] returned) {
        int result = code(api.WSAIoctl(socket, control, in, null, returned));
        return result == 0 && returned != null ? returned[0] : result;
    }

    private int name(long socket) {
        SOCKADDR_IN[] name = new SOCKADDR_IN[1];
        int code = code(api.getsockname(socket, name));
        return code == 0 ? IpHelper.ntohs(name[0].sin_port()) : code;
    }

    private int elsewhere() throws InterruptedException {
        int[] seen = {-1};
        Thread other = new Thread(() -> seen[0] = api.WSAGetLastError());
        other.start();
        other.join();
        return seen[0];
    }

    private int code(int result) {
        return result == WinSock2.SOCKET_ERROR ? api.WSAGetLastError() : result;
    }

    private long socket(String which) {
        return which.startsWith("=") ? Long.parseLong(which.substring(1)) : sockets.get(number(which));
    }

    private static int delete(String verb, int start, short count) {
        try (IpHelper helper = IpHelper.ofThisMachine()) {
            return verb.equals("deleteTcp")
                    ? helper.DeletePersistentTcpPortReservation(IpHelper.htons(start), count)
                    : helper.DeletePersistentUdpPortReservation(IpHelper.htons(start), count);
        }
    }

    private static SOCKADDR_IN address(int port) {
        return new SOCKADDR_IN((short) WinSock2.AF_INET, IpHelper.htons(port), WinSock2.INADDR_ANY);
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
