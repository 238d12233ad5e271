package dev.berth.iphlpapi;

import dev.berth.api.Protocol;
import dev.berth.testkit.kernel.ScriptedKernel;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The functions on real sockets and a scripted kernel, with less to write around each call. */
final class ScriptedWinSock implements AutoCloseable {
    final ScriptedKernel kernel;
    final WinSock api;

    ScriptedWinSock(ScriptedKernel kernel, Path store) {
        this.kernel = kernel;
        api = new WinSock(kernel, store);
    }

    /** On a fresh machine. */
    ScriptedWinSock(Path store) {
        this(new ScriptedKernel(), store);
    }

    /**
     * What ACQUIRE came to.
     *
     * @param code 0, or the last error
     * @param start the start of the block, host order
     * @param count how many ports
     * @param token the token
     * @param returned how many bytes were handed out
     */
    record Acquired(int code, int start, int count, long token, int returned) {}

    /** A socket over IPv4. */
    long socket(Protocol protocol) {
        return protocol == Protocol.TCP
                ? api.socket(WinSock2.AF_INET, WinSock2.SOCK_STREAM, WinSock2.IPPROTO_TCP)
                : api.socket(WinSock2.AF_INET, WinSock2.SOCK_DGRAM, WinSock2.IPPROTO_UDP);
    }

    Acquired acquire(long socket, int start, int count) {
        ByteBuffer out = ByteBuffer.allocate(INET_PORT_RESERVATION_INSTANCE.SIZE);
        int[] returned = {7};
        ByteBuffer in = new INET_PORT_RANGE(IpHelper.htons(start), (short) count).write();
        int code = code(api.WSAIoctl(socket, Mstcpip.SIO_ACQUIRE_PORT_RESERVATION, in, out, returned));
        var instance = INET_PORT_RESERVATION_INSTANCE.read(out, 0);
        return new Acquired(
                code,
                IpHelper.ntohs(instance.StartPort()),
                Short.toUnsignedInt(instance.NumberOfPorts()),
                instance.Token(),
                returned[0]);
    }

    int release(long socket, long token) {
        return withToken(socket, Mstcpip.SIO_RELEASE_PORT_RESERVATION, token);
    }

    int associate(long socket, long token) {
        return withToken(socket, Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION, token);
    }

    /** 0, or the last error. */
    int code(int result) {
        return result == 0 ? 0 : api.WSAGetLastError();
    }

    @Override
    public void close() {
        api.close();
    }

    private int withToken(long socket, int control, long token) {
        int[] returned = {7};
        int code = code(api.WSAIoctl(socket, control, new INET_PORT_RESERVATION_TOKEN(token).write(), null, returned));
        if (code == 0 && returned[0] != 0) {
            throw new AssertionError(returned[0] + " bytes returned");
        }
        return code;
    }
}
