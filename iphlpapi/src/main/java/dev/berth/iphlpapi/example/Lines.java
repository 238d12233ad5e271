package dev.berth.iphlpapi.example;

import dev.berth.api.IpAddress;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.MIB_TCPROW;
import dev.berth.iphlpapi.MIB_TCPTABLE;
import dev.berth.iphlpapi.MIB_TCP_STATE;
import dev.berth.iphlpapi.Winerror;

/** The lines that tell what a function came to, and what it handed out. */
final class Lines {
    /** Prints the line, and after an error, apart from it, Berth's explanation; tells whether it was one. */
    static boolean isError(String function, int status, IpHelper iphlpapi) {
        if (status == Winerror.NO_ERROR) {
            System.out.println(function + " call succeeded");
            return false;
        }
        System.out.println(function + " returned error: " + status);
        System.err.println(iphlpapi.explain());
        return true;
    }

    /** Prints each entry of a table. */
    static void print(MIB_TCPTABLE table) {
        System.out.println("\tNumber of entries: " + table.dwNumEntries());
        for (int i = 0; i < table.dwNumEntries(); i++) {
            MIB_TCPROW row = table.table().get(i);
            String entry = "\tTCP[" + i + "] ";
            System.out.println();
            System.out.println(entry + "State: " + row.dwState() + " - " + state(row.dwState()));
            System.out.println(entry + "Local Addr: " + inetNtoa(row.dwLocalAddr()));
            System.out.println(entry + "Local Port: " + IpHelper.ntohs((short) row.dwLocalPort()));
            System.out.println(entry + "Remote Addr: " + inetNtoa(row.dwRemoteAddr()));
            System.out.println(entry + "Remote Port: " + IpHelper.ntohs((short) row.dwRemotePort()));
        }
    }

    private static String state(int dwState) {
        return switch (dwState) {
            case MIB_TCP_STATE.MIB_TCP_STATE_CLOSED -> "CLOSED";
            case MIB_TCP_STATE.MIB_TCP_STATE_LISTEN -> "LISTEN";
            case MIB_TCP_STATE.MIB_TCP_STATE_SYN_SENT -> "SYN-SENT";
            case MIB_TCP_STATE.MIB_TCP_STATE_SYN_RCVD -> "SYN-RECEIVED";
            case MIB_TCP_STATE.MIB_TCP_STATE_ESTAB -> "ESTABLISHED";
            case MIB_TCP_STATE.MIB_TCP_STATE_FIN_WAIT1 -> "FIN-WAIT-1";
            case MIB_TCP_STATE.MIB_TCP_STATE_FIN_WAIT2 -> "FIN-WAIT-2";
            case MIB_TCP_STATE.MIB_TCP_STATE_CLOSE_WAIT -> "CLOSE-WAIT";
            case MIB_TCP_STATE.MIB_TCP_STATE_CLOSING -> "CLOSING";
            case MIB_TCP_STATE.MIB_TCP_STATE_LAST_ACK -> "LAST-ACK";
            case MIB_TCP_STATE.MIB_TCP_STATE_TIME_WAIT -> "TIME-WAIT";
            default -> "UNKNOWN";
        };
    }

    private static String inetNtoa(int inAddr) {
        return IpAddress.ipv4(Integer.reverseBytes(inAddr)).toString();
    }

    private Lines() {}
}
