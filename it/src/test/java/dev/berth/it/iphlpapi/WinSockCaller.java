package dev.berth.it.iphlpapi;

import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.WinSock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A process that makes the calls that the lines name that it reads, and prints a line for each: 0 or what was asked for, or
 * the last error where the call failed.
 *
 * <p>Sockets are counted from 0 in the order in which they were made; {@code =7} is the number 7 itself.
 */
final class WinSockCaller {
    private final WinSock api;
    private final CallerSockets sockets;
    private final CallerIoctls ioctls;
    private final CallLater later = new CallLater();

    private WinSockCaller(WinSock api) {
        this.api = api;
        sockets = new CallerSockets(api);
        ioctls = new CallerIoctls(api);
    }

    /** Lines: {@code name:argument:…}. */
    public static void main(String... words) throws IOException {
        try (WinSock api = WinSock.ofThisMachine()) {
            WinSockCaller caller = new WinSockCaller(api);
            var calls = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = calls.readLine(); line != null; line = calls.readLine()) {
                System.out.println(caller.answer(line));
            }
        }
    }

    private Object answer(String line) {
        String[] call = line.split(":");
        return switch (call[0]) {
            case "socket" -> sockets.make(number(call[1]), number(call[2]), number(call[3]));
            case "bind" -> sockets.bind(call[1], number(call[2]));
            case "listen" -> sockets.listen(call[1]);
            case "name" -> sockets.name(call[1]);
            case "close" -> sockets.close(call[1]);
            case "over" -> sockets.startOver();
            case "nonblocking" -> sockets.doNotBlock(call[1]);
            case "acquire" -> ioctls.acquire(socket(call), number(call[2]), number(call[3]));
            case "release" -> ioctls.release(socket(call), Long.parseUnsignedLong(call[2]));
            case "associate" -> ioctls.associate(socket(call), Long.parseUnsignedLong(call[2]));
            case "input" -> ioctls.input(socket(call), call[2]);
            case "ioctl" -> ioctls.control(socket(call), Integer.parseUnsignedInt(call[2]));
            case "nowhere" -> ioctls.nowhere(socket(call), call[2]);
            case "error" -> api.WSAGetLastError();
            case "explain" -> api.explain();
            case "elsewhere" -> CallLater.elsewhere(api::WSAGetLastError);
            case "later" -> later.begin(() -> answer(line.substring("later:".length())));
            case "result" -> later.end();
            case "deleteTcp", "deleteUdp" -> delete(call[0], number(call[1]), (short) number(call[2]));
            default -> throw new IllegalArgumentException(call[0]);
        };
    }

    private long socket(String... call) {
        return sockets.handle(call[1]);
    }

    private static int delete(String verb, int start, short count) {
        try (IpHelper helper = IpHelper.ofThisMachine()) {
            return verb.equals("deleteTcp")
                    ? helper.DeletePersistentTcpPortReservation(IpHelper.htons(start), count)
                    : helper.DeletePersistentUdpPortReservation(IpHelper.htons(start), count);
        }
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
