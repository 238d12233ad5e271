package dev.berth.iphlpapi;

import dev.berth.api.Code;
import dev.berth.kernel.Errno;

/** Which of WinSock's codes says it. */
final class SocketCode {
    /** Why the kernel refused. */
    static Code of(Errno errno) {
        if (errno.equals(Errno.EACCES) || errno.equals(Errno.EPERM)) {
            return Code.WSAEACCES;
        }
        if (errno.equals(Errno.EADDRINUSE)) {
            return Code.WSAEADDRINUSE;
        }
        boolean used = errno.equals(Errno.ENOBUFS)
                || errno.equals(Errno.ENOMEM)
                || errno.equals(Errno.EMFILE) // which is WSAEMFILE on Windows, and none of Berth's codes
                || errno.equals(Errno.ENFILE);
        if (used) {
            return Code.WSAENOBUFS;
        }
        boolean unknown = errno.equals(Errno.EOPNOTSUPP)
                || errno.equals(Errno.EAFNOSUPPORT)
                || errno.equals(Errno.EPROTONOSUPPORT)
                || errno.equals(Errno.ENOPROTOOPT); // of MPTCP, where it is switched off
        return unknown ? Code.WSAEOPNOTSUPP : Code.WSAEINVAL;
    }

    /** What stands for a code of IP Helper, which no function of WinSock gives. */
    static Code of(Code code) {
        return switch (code) {
            case ERROR_ACCESS_DENIED, ERROR_NETWORK_ACCESS_DENIED -> Code.WSAEACCES;
            case ERROR_SHARING_VIOLATION -> Code.WSAEINPROGRESS; // only where another change does not end
            case ERROR_NOT_SUPPORTED -> Code.WSAEOPNOTSUPP;
            case ERROR_INVALID_PARAMETER, ERROR_NOT_FOUND, ERROR_MR_MID_NOT_FOUND -> Code.WSAEINVAL;
            case ERROR_DISK_FULL, ERROR_INSUFFICIENT_BUFFER -> Code.WSAENOBUFS;
            case ERROR_IO_DEVICE -> Code.WSAENETDOWN;
            case NO_ERROR,
                    WSA_OPERATION_ABORTED,
                    WSA_IO_PENDING,
                    WSAEINTR,
                    WSAEACCES,
                    WSAEFAULT,
                    WSAEINVAL,
                    WSAEINPROGRESS,
                    WSAENOTSOCK,
                    WSAEOPNOTSUPP,
                    WSAEADDRINUSE,
                    WSAENETDOWN,
                    WSAENOBUFS -> code;
        };
    }

    private SocketCode() {}
}
