package dev.berth.iphlpapi.example;

import dev.berth.iphlpapi.WinSock;
import dev.berth.iphlpapi.WinSock2;
import java.util.function.ToIntFunction;

/** The lines that tell what a function of WinSock came to; after an error, and apart from it, Berth's explanation. */
final class Steps {
    /** Prints the line of a function, and tells whether it failed. */
    static boolean isError(String function, long result, WinSock winSock) {
        if (result != WinSock2.SOCKET_ERROR) { // INVALID_SOCKET is the same number
            System.out.println(function + " succeeded");
            return false;
        }
        fail(function, winSock);
        return true;
    }

    /** Prints the line of a control code, which is given where to say how many bytes it returned. */
    static boolean isError(String controlCode, ToIntFunction<int[]> ioctl, WinSock winSock) {
        String function = "WSAIoctl(" + controlCode + ")";
        int[] bytesReturned = {0};
        if (ioctl.applyAsInt(bytesReturned) != 0) {
            fail(function, winSock);
            return true;
        }
        System.out.println(function + " succeeded, bytesReturned = " + bytesReturned[0]);
        return false;
    }

    /** Closes a socket, which is worth a line only where it fails. */
    static void close(String function, long sock, WinSock winSock) {
        if (winSock.closesocket(sock) == WinSock2.SOCKET_ERROR) {
            fail(function, winSock);
        }
    }

    private static void fail(String function, WinSock winSock) {
        System.out.println(function + " failed with error = " + winSock.WSAGetLastError());
        System.err.println(winSock.explain());
    }

    private Steps() {}
}
