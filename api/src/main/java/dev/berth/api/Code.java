package dev.berth.api;

import java.util.Optional;

/**
 * The error codes of the documented interface, with Windows' numbers, names and English texts.
 *
 * <p>Three of the texts mislead about ports (32 speaks of a file, 317 of a message file, 1168 of an element): print the
 * sentence of an {@link Outcome.Refused} beside them.
 */
public enum Code {
    /** Done. */
    NO_ERROR(0, "The operation completed successfully."),
    /** Not an administrator. */
    ERROR_ACCESS_DENIED(5, "Access is denied."),
    /** A port is in use, reserved or excluded. */
    ERROR_SHARING_VIOLATION(32, "The process cannot access the file because it is being used by another process."),
    /** This machine lacks what it takes. */
    ERROR_NOT_SUPPORTED(50, "The request is not supported."),
    /** What Windows really answers to an unprivileged SetTcpEntry. */
    ERROR_NETWORK_ACCESS_DENIED(65, "Network access is denied."),
    /** Zero, past the end, or otherwise no sound parameter. */
    ERROR_INVALID_PARAMETER(87, "The parameter is incorrect."),
    /** The store's file system is full. */
    ERROR_DISK_FULL(112, "There is not enough space on the disk."),
    /** The buffer does not hold the answer. */
    ERROR_INSUFFICIENT_BUFFER(122, "The data area passed to a system call is too small."),
    /** No such connection, of SetTcpEntry. */
    ERROR_MR_MID_NOT_FOUND(
            317, "The system cannot find message text for message number 0x%1 in the message file for %2."),
    /** An overlapped call was given up. */
    WSA_OPERATION_ABORTED(
            995, "The I/O operation has been aborted because of either a thread exit or an application request."),
    /** An overlapped call is under way. */
    WSA_IO_PENDING(997, "Overlapped I/O operation is in progress."),
    /** The store or the kernel failed to read or write. */
    ERROR_IO_DEVICE(1117, "The request could not be performed because of an I/O device error."),
    /** No such reservation or exclusion. */
    ERROR_NOT_FOUND(1168, "Element not found."),
    /** Interrupted. */
    WSAEINTR(10004, "A blocking operation was interrupted by a call to WSACancelBlockingCall."),
    /** The port is somebody else's. */
    WSAEACCES(10013, "An attempt was made to access a socket in a way forbidden by its access permissions."),
    /** A pointer that leads nowhere. */
    WSAEFAULT(
            10014, "The system detected an invalid pointer address in attempting to use a pointer argument in a call."),
    /** A block, token or socket that does not fit the call. */
    WSAEINVAL(10022, "An invalid argument was supplied."),
    /** Another call is under way. */
    WSAEINPROGRESS(10036, "A blocking operation is currently executing."),
    /** Not a socket. */
    WSAENOTSOCK(10038, "An operation was attempted on something that is not a socket."),
    /** Neither TCP nor UDP. */
    WSAEOPNOTSUPP(10045, "The attempted operation is not supported for the type of object referenced."),
    /** A port of the block is in use, reserved or excluded. */
    WSAEADDRINUSE(
            10048, "Only one usage of each socket address (protocol/network address/port) is normally permitted."),
    /** The network is down. */
    WSAENETDOWN(10050, "A socket operation encountered a dead network."),
    /** No block of that size is left. */
    WSAENOBUFS(
            10055,
            "An operation on a socket could not be performed because the system lacked sufficient buffer space or"
                    + " because a queue was full.");

    private final int number;
    private final String text;

    Code(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** {@return the number, as a Windows function returns it} */
    public int number() {
        return number;
    }

    /**
     * {@return Windows' own English text, as FormatMessage prints it; it speaks of files and elements, never of ports}
     */
    public String text() {
        return text;
    }

    /**
     * {@return the code of a number, if it is one of these}
     *
     * @param number the number
     */
    public static Optional<Code> of(int number) {
        for (Code code : values()) {
            if (code.number == number) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
