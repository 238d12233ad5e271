package dev.berth.api;

/**
 * One end of a socket.
 *
 * @param address its address; one that {@linkplain IpAddress#isAny() stands for all} where there is none
 * @param port its port, host order; 0 where there is none
 */
public record Endpoint(IpAddress address, int port) {
    /** {@return {@code 127.0.0.1:8080} or {@code [::1]:8080}; {@code *} for a port of 0} */
    @Override
    public String toString() {
        String end = port == 0 ? ":*" : ":" + port;
        return address.family() == IpAddress.Family.IPV4 ? address + end : "[" + address + "]" + end;
    }
}
