package dev.berth.it.iphlpapi;

import dev.berth.iphlpapi.INET_PORT_RANGE;
import dev.berth.iphlpapi.INET_PORT_RESERVATION_INSTANCE;
import dev.berth.iphlpapi.INET_PORT_RESERVATION_TOKEN;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.Mstcpip;
import dev.berth.iphlpapi.WinSock;
import dev.berth.iphlpapi.Winerror;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The control codes that a {@link WinSockCaller} uses. */
final class CallerIoctls {
    private final WinSock api;

    CallerIoctls(WinSock api) {
        this.api = api;
    }

    /** {@code start count token}, or the last error. */
    Object acquire(long socket, int start, int count) {
        ByteBuffer out = ByteBuffer.allocate(INET_PORT_RESERVATION_INSTANCE.SIZE);
        int[] returned = {7};
        ByteBuffer in = new INET_PORT_RANGE(IpHelper.htons(start), (short) count).write();
        if (api.WSAIoctl(socket, Mstcpip.SIO_ACQUIRE_PORT_RESERVATION, in, out, returned) != 0) {
            int error = api.WSAGetLastError();
            return returned[0] == 0 || error == Winerror.WSAENOTSOCK ? error : "returned " + returned[0];
        }
        var instance = INET_PORT_RESERVATION_INSTANCE.read(out, 0);
        return returned[0] != INET_PORT_RESERVATION_INSTANCE.SIZE
                ? "returned " + returned[0]
                : IpHelper.ntohs(instance.StartPort()) + " " + Short.toUnsignedInt(instance.NumberOfPorts()) + " "
                        + Long.toUnsignedString(instance.Token());
    }

    int release(long socket, long token) {
        return withToken(socket, Mstcpip.SIO_RELEASE_PORT_RESERVATION, token);
    }

    int associate(long socket, long token) {
        return withToken(socket, Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION, token);
    }

    /** ASSOCIATE with an input of so many zeros, or {@code null}. */
    int input(long socket, String size) {
        ByteBuffer in = size.equals("null") ? null : ByteBuffer.allocate(Integer.parseInt(size));
        return ioctl(socket, Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION, in, new int[1]);
    }

    /** Some control code, with eight zeros. */
    int control(long socket, int control) {
        return ioctl(socket, control, ByteBuffer.allocate(8), new int[1]);
    }

    /** ASSOCIATE with so many places for how many bytes were returned, or {@code null}. */
    int nowhere(long socket, String places) {
        int[] returned = places.equals("null") ? null : new int[Integer.parseInt(places)];
        return ioctl(socket, Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION, ByteBuffer.allocate(8), returned);
    }

    /** In the middle of a longer buffer. */
    private int withToken(long socket, int control, long token) {
        ByteBuffer bytes = ByteBuffer.allocate(3 + INET_PORT_RESERVATION_TOKEN.SIZE);
        new INET_PORT_RESERVATION_TOKEN(token).write(bytes, 3);
        return ioctl(socket, control, bytes.position(3), new int[] {7});
    }

    private int ioctl(long socket, int control, @Nullable ByteBuffer in, int @Nullable [] returned) {
        int result = api.WSAIoctl(socket, control, in, null, returned);
        if (result != 0) {
            return api.WSAGetLastError();
        }
        return returned == null ? 0 : returned[0];
    }
}
