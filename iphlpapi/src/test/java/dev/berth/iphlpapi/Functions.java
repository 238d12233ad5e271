package dev.berth.iphlpapi;

import dev.berth.api.Protocol;
import org.jspecify.annotations.Nullable;

/** The three functions of a protocol. */
interface Functions {
    int create(short start, short count, long @Nullable [] token);

    int delete(short start, short count);

    int lookup(short start, short count, long @Nullable [] token);

    static Functions of(IpHelper helper, Protocol protocol) {
        return protocol == Protocol.UDP ? new Udp(helper) : new Tcp(helper);
    }

    /** Those of TCP. */
    record Tcp(IpHelper helper) implements Functions {
        @Override
        public int create(short start, short count, long @Nullable [] token) {
            return helper.CreatePersistentTcpPortReservation(start, count, token);
        }

        @Override
        public int delete(short start, short count) {
            return helper.DeletePersistentTcpPortReservation(start, count);
        }

        @Override
        public int lookup(short start, short count, long @Nullable [] token) {
            return helper.LookupPersistentTcpPortReservation(start, count, token);
        }
    }

    /** Those of UDP. */
    record Udp(IpHelper helper) implements Functions {
        @Override
        public int create(short start, short count, long @Nullable [] token) {
            return helper.CreatePersistentUdpPortReservation(start, count, token);
        }

        @Override
        public int delete(short start, short count) {
            return helper.DeletePersistentUdpPortReservation(start, count);
        }

        @Override
        public int lookup(short start, short count, long @Nullable [] token) {
            return helper.LookupPersistentUdpPortReservation(start, count, token);
        }
    }
}
