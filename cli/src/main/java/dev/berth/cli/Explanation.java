package dev.berth.cli;

import dev.berth.api.Code;

/** What an error code means about ports: Windows' own texts do not say. */
final class Explanation {
    private Explanation() {}

    static String of(Code code) {
        return switch (code) {
            case NO_ERROR -> "It was done.";
            case ERROR_ACCESS_DENIED ->
                "Changing what is reserved takes an administrator: CAP_NET_ADMIN, CAP_BPF and CAP_PERFMON (or"
                        + " CAP_SYS_ADMIN), and a store that can be written; closing an entry takes CAP_NET_ADMIN. Run it"
                        + " with sudo, or have berthd running and its policy name you.";
            case ERROR_SHARING_VIOLATION ->
                "No file is meant: a port of the block is in use, reserved or excluded, the name is taken, or too few"
                        + " ports would remain for automatic assignment. See who has it with 'berth list' and 'ss -tulpn'."
                        + " Or another change of what is reserved does not end.";
            case ERROR_NOT_SUPPORTED ->
                "This machine lacks something that Berth needs, or the guard keeps another network namespace: ask"
                        + " 'berth doctor'. Or the kernel cannot close this entry: a path of an MPTCP connection, a"
                        + " socket that is bound and nothing more.";
            case ERROR_NETWORK_ACCESS_DENIED ->
                "Berth never gives this: real Windows does, to who closes a connection without privilege, and Berth 5, as"
                        + " documented.";
            case ERROR_INVALID_PARAMETER ->
                "The block starts at port 0, has no port or ends past 65535; or the name or a consumer is not valid. Of"
                        + " entries: the filter is empty, names what is not there, or means several where one was to be"
                        + " closed.";
            case ERROR_DISK_FULL ->
                "The reservation could not be recorded, so it was not made. Make room where the store is.";
            case ERROR_INSUFFICIENT_BUFFER ->
                "A caller's buffer is too small for the table of connections; the size it needs was handed back: call again"
                        + " with that.";
            case ERROR_MR_MID_NOT_FOUND ->
                "No message file is meant: there is no such entry, or none that meets the filter. It may have ended"
                        + " meanwhile.";
            case WSA_OPERATION_ABORTED ->
                "The ports were closed in another thread while the call waited for an answer; whether it was done, 'berth"
                        + " list' tells.";
            case WSA_IO_PENDING ->
                "Berth never gives this: on Windows an asynchronous call is under way, and here every call is done when it"
                        + " returns.";
            case ERROR_IO_DEVICE ->
                "The store or the kernel failed to read or write, so nothing was changed. The sentence beside it says"
                        + " what failed; look at the disk and the kernel's log.";
            case ERROR_NOT_FOUND ->
                "There is no reservation or exclusion of exactly this start, count and protocol, or of this name; a"
                        + " part of one does not count. See what there is with 'berth list'.";
            case WSAEINTR ->
                "A signal or an interrupt ended the call before it was answered, or halfway; what is reserved 'berth list'"
                        + " tells.";
            case WSAEACCES ->
                "Of a bind: the port is reserved for somebody else (EACCES on Linux); see for whom with 'berth list'. Of"
                        + " acquiring and releasing: it takes an administrator, as 5 says, or berthd, which gives ports to everybody within its"
                        + " policy: run it with sudo, or start berthd.";
            case WSAEFAULT ->
                "A caller handed over a buffer or an array that is missing or cannot be used; a program's mistake.";
            case WSAEINVAL ->
                "The token is unknown, released or another process's, the socket is bound already, or the block or a"
                        + " consumer is not valid.";
            case WSAEINPROGRESS ->
                "Another change of what is reserved does not end. The sentence beside it says who holds the lock.";
            case WSAENOTSOCK ->
                "A caller handed over something that is not a socket, or is closed; a program's mistake.";
            case WSAEOPNOTSUPP -> "The socket is neither TCP nor UDP: no other has reservable ports.";
            case WSAEADDRINUSE ->
                "A port of the block is in use, reserved or excluded (EADDRINUSE on Linux). See who has it with 'berth"
                        + " list' and 'ss -tulpn'.";
            case WSAENETDOWN ->
                "berthd, which gives ports to who is no administrator, does not answer; start it with 'systemctl start"
                        + " berthd' or 'berth serve'. Or, of functions of WinSock, the kernel or the store failed, which is"
                        + " 1117 elsewhere. The sentence beside it says which.";
            case WSAENOBUFS ->
                "No free block of that size is left, or a user has all that berthd's policy allows. Ask for fewer ports; an"
                        + " administrator may ask for others with --range. See who has them with 'berth list'.";
        };
    }
}
