package dev.berth.it.iphlpapi;

import static dev.berth.iphlpapi.IpHelper.htons;

import dev.berth.iphlpapi.IpHelper;

/** A process that calls each documented function once and prints its code, what token was handed out, and why. */
final class IpHelperCaller {
    private static final short START = htons(5000);
    private static final short FREE = htons(6000);
    private static final short COUNT = 20;

    private IpHelperCaller() {}

    /** Arguments: none. */
    public static void main(String... words) {
        try (IpHelper helper = IpHelper.ofThisMachine()) {
            long[] token = {7};
            say(helper, helper.CreatePersistentTcpPortReservation(FREE, COUNT, token), token);
            say(helper, helper.CreatePersistentUdpPortReservation(FREE, COUNT, token), token);
            say(helper, helper.CreatePersistentTcpPortReservation(START, COUNT, token), token);
            say(helper, helper.CreatePersistentUdpPortReservation(START, COUNT, token), token);
            say(helper, helper.DeletePersistentTcpPortReservation(START, COUNT), token);
            say(helper, helper.DeletePersistentUdpPortReservation(START, COUNT), token);
            say(helper, helper.DeletePersistentTcpPortReservation(FREE, COUNT), token);
            say(helper, helper.DeletePersistentUdpPortReservation(FREE, COUNT), token);
            say(helper, helper.CreatePersistentTcpPortReservation((short) 0, COUNT, token), token);
            say(helper, helper.DeletePersistentUdpPortReservation(START, (short) 0), token);
            say(helper, helper.LookupPersistentTcpPortReservation(FREE, COUNT, token), token);
            say(helper, helper.LookupPersistentUdpPortReservation(FREE, COUNT, token), token);
            say(helper, helper.LookupPersistentTcpPortReservation(START, COUNT, token), token);
            token[0] = 7;
            say(helper, helper.LookupPersistentUdpPortReservation(START, COUNT, token), token);
        }
    }

    private static void say(IpHelper helper, int code, long[] token) {
        System.out.println(code + " " + Long.toUnsignedString(token[0]) + " "
                + helper.explain().replace('\n', ' '));
    }
}
