package dev.berth.iphlpapi.example;

import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.Winerror;

/** The lines that tell what a function came to. */
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

    private Lines() {}
}
