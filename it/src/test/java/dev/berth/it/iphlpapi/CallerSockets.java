package dev.berth.it.iphlpapi;

import static dev.berth.iphlpapi.WinSock2.AF_INET6;

import dev.berth.iphlpapi.IN6_ADDR;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.SOCKADDR;
import dev.berth.iphlpapi.SOCKADDR_IN;
import dev.berth.iphlpapi.SOCKADDR_IN6;
import dev.berth.iphlpapi.WinSock;
import dev.berth.iphlpapi.WinSock2;
import dev.berth.iphlpapi.Winerror;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import java.util.ArrayList;
import java.util.List;

/** The sockets that a {@link WinSockCaller} made; their wildcard address is the one that they bind. */
final class CallerSockets {
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = 0x800;

    private final WinSock api;
    private final List<Made> sockets = new ArrayList<>();

    CallerSockets(WinSock api) {
        this.api = api;
    }

    private record Made(long handle, int family) {
        SOCKADDR wildcard(int port) {
            return family == AF_INET6
                    ? new SOCKADDR_IN6((short) family, IpHelper.htons(port), 0, new IN6_ADDR(0, 0), 0)
                    : new SOCKADDR_IN((short) family, IpHelper.htons(port), WinSock2.INADDR_ANY);
        }
    }

    int make(int family, int type, int protocol) {
        long made = api.socket(family, type, protocol);
        if (made == WinSock2.INVALID_SOCKET) {
            return api.WSAGetLastError();
        }
        sockets.add(new Made(made, family));
        return 0;
    }

    int bind(String which, int port) {
        return code(api.bind(handle(which), made(which).wildcard(port)));
    }

    int listen(String which) {
        return code(api.listen(handle(which), WinSock2.SOMAXCONN));
    }

    /** The port. */
    int name(String which) {
        SOCKADDR[] name = new SOCKADDR[1];
        int code = code(api.getsockname(handle(which), name));
        return code != 0
                ? code
                : switch (name[0]) {
                    case SOCKADDR_IN four -> IpHelper.ntohs(four.sin_port());
                    case SOCKADDR_IN6 six -> IpHelper.ntohs(six.sin6_port());
                };
    }

    int close(String which) {
        return code(api.closesocket(handle(which)));
    }

    /** Closes those that are open still, and forgets them all. */
    int startOver() {
        int result = 0;
        for (Made made : sockets) {
            int closed = code(api.closesocket(made.handle()));
            result = closed == Winerror.WSAENOTSOCK ? result : Math.max(result, closed);
        }
        sockets.clear();
        return result;
    }

    /** What ioctlsocket with FIONBIO is on Windows. */
    int doNotBlock(String which) {
        try {
            return (int) Syscall.call(SyscallNumber.FCNTL, "a socket", handle(which), F_SETFL, O_NONBLOCK);
        } catch (SyscallException refused) {
            throw new IllegalStateException(refused);
        }
    }

    long handle(String which) {
        return made(which).handle();
    }

    private Made made(String which) {
        return which.startsWith("=")
                ? new Made(Long.parseLong(which.substring(1)), WinSock2.AF_INET)
                : sockets.get(Integer.parseInt(which));
    }

    private int code(int result) {
        return result == WinSock2.SOCKET_ERROR ? api.WSAGetLastError() : result;
    }
}
