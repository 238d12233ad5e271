package dev.berth.kernel.netlink;

import dev.berth.api.Endpoint;
import dev.berth.api.IpAddress;
import dev.berth.kernel.unix.Sockets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Structs as the kernel writes them. */
final class Structs {
    /** {@code struct inet_diag_msg} at the places that the header gives. */
    static byte[] socket(int family, int state, InetDiagSockId id, int... numbers) {
        ByteBuffer struct = ByteBuffer.allocate(72).order(ByteOrder.nativeOrder());
        struct.put(0, (byte) family).put(1, (byte) state);
        id.write(struct, 4);
        for (int i = 0; i < numbers.length; i++) {
            struct.putInt(52 + i * Integer.BYTES, numbers[i]); // expires, rqueue, wqueue, uid, inode
        }
        return struct.array();
    }

    /** A listener of IPv4 with this port, whose cookie is the port too. */
    static byte[] listener(int port) {
        Endpoint local = new Endpoint(IpAddress.ANY_IPV4, port);
        return socket(
                Sockets.AF_INET,
                InetDiag.TCP_LISTEN,
                new InetDiagSockId(local, new Endpoint(IpAddress.ANY_IPV4, 0), 0, port));
    }

    /** A UDP socket, unconnected. */
    static byte[] receiver(int port) {
        Endpoint local = new Endpoint(IpAddress.ANY_IPV4, port);
        return socket(
                Sockets.AF_INET,
                InetDiag.TCP_CLOSE,
                new InetDiagSockId(local, new Endpoint(IpAddress.ANY_IPV4, 0), 0, port));
    }

    /** {@code struct nlattr} and its value. */
    static byte[] attribute(int type, byte... value) {
        int length = 4 + value.length;
        return ByteBuffer.allocate(Netlink.align(length))
                .order(ByteOrder.nativeOrder())
                .putShort((short) length)
                .putShort((short) type)
                .put(value)
                .array();
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    static byte[] noise(Random random, int most) {
        byte[] noise = new byte[random.nextInt(most + 1)];
        random.nextBytes(noise);
        return noise;
    }

    private Structs() {}
}
