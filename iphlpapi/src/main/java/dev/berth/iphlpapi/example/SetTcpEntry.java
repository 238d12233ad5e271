package dev.berth.iphlpapi.example;

import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.MIB_TCPROW;
import dev.berth.iphlpapi.MIB_TCPTABLE;
import dev.berth.iphlpapi.MIB_TCP_STATE;
import dev.berth.iphlpapi.Winerror;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Lists the TCP connections over IPv4 and, if its words name one of them, closes that. */
public final class SetTcpEntry {
    private SetTcpEntry() {}

    /**
     * Does it, and ends the process: with 1 if it was not done.
     *
     * @param words nothing, or both ends of a connection
     */
    public static void main(String[] words) {
        System.exit(run(words));
    }

    private static int run(String[] words) {
        if (words.length != 0 && words.length != Connection.WORDS) {
            System.out.println("usage: SetTcpEntry [<Local IP> <Local Port> <Remote IP> <Remote Port>]");
            System.out.println("Lists the TCP connections over IPv4, and closes one");
            System.out.println("Example usage:");
            System.out.println("   SetTcpEntry 127.0.0.1 8080 127.0.0.1 40000");
            return 1;
        }
        Connection wanted = words.length == 0 ? null : Connection.of(words);
        if (words.length != 0 && wanted == null) {
            return 1;
        }
        try (IpHelper iphlpapi = IpHelper.ofThisMachine()) {
            MIB_TCPTABLE table = table(iphlpapi);
            if (table == null) {
                return 1;
            }
            Lines.print(table);
            return wanted == null || close(iphlpapi, wanted.in(table)) ? 0 : 1;
        }
    }

    /** The table; null, after a line that says why, if there is none. */
    private static @Nullable MIB_TCPTABLE table(IpHelper iphlpapi) {
        ByteBuffer buffer = ByteBuffer.allocate(MIB_TCPTABLE.SIZE);
        int[] size = {buffer.capacity()};
        int status = iphlpapi.GetTcpTable(buffer, size, true);
        while (status == Winerror.ERROR_INSUFFICIENT_BUFFER) { // again where the table has grown meanwhile
            buffer = ByteBuffer.allocate(size[0]);
            status = iphlpapi.GetTcpTable(buffer, size, true);
        }
        return Lines.isError("GetTcpTable", status, iphlpapi) ? null : MIB_TCPTABLE.read(buffer, 0);
    }

    private static boolean close(IpHelper iphlpapi, MIB_TCPROW row) {
        var gone = new MIB_TCPROW(
                MIB_TCP_STATE.MIB_TCP_STATE_DELETE_TCB,
                row.dwLocalAddr(),
                row.dwLocalPort(),
                row.dwRemoteAddr(),
                row.dwRemotePort());
        return !Lines.isError("SetTcpEntry", iphlpapi.SetTcpEntry(gone), iphlpapi);
    }
}
