package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.ScriptedWire.datagram;
import static dev.berth.kernel.netlink.ScriptedWire.end;
import static dev.berth.kernel.netlink.ScriptedWire.message;
import static dev.berth.kernel.netlink.ScriptedWire.number;
import static dev.berth.kernel.netlink.Structs.socket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.EntryTimer;
import dev.berth.api.IpAddress;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked about one socket, and which answers are believed. */
class SocketLookupTest {
    private static final long COOKIE = 0x1234_5678_9abc_def0L;
    private static final Endpoint LOCAL = at("10.0.0.1", 8080);
    private static final Endpoint REMOTE = at("10.0.0.2", 40_000);

    @Test
    void aSocketIsAskedForByBothEndsAndItsCookie() throws IOException {
        ScriptedWire wire = answering(LOCAL, REMOTE, 0, COOKIE);
        assertThat(lookup(wire, Protocol.TCP).find(key(LOCAL, REMOTE, COOKIE))).isPresent();
        ByteBuffer asked = asked(wire);
        assertThat(asked.getShort(4)).isEqualTo((short) InetDiag.SOCK_DIAG_BY_FAMILY);
        assertThat(asked.getShort(6)).isEqualTo((short) Netlink.NLM_F_REQUEST); // a dump would list them all
        assertThat(bytes(wire, 16, 32))
                .startsWith(Sockets.AF_INET, Sockets.IPPROTO_TCP, 2, 0)
                .endsWith(0x1f, 0x90, 0x9c, 0x40, 10, 0, 0, 1);
        assertThat(asked.getLong(64)).isEqualTo(COOKIE);
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void withoutACookieAnyMayAnswer() throws IOException {
        ScriptedWire wire = answering(LOCAL, REMOTE, 0, COOKIE);
        assertThat(lookup(wire, Protocol.TCP).find(EntryKey.tcp(LOCAL, REMOTE)))
                .map(Entry::cookie)
                .contains(COOKIE);
        assertThat(asked(wire).getLong(64)).isEqualTo(-1);
    }

    @Test
    void ofUdpTheKernelIsAskedFromTheOtherEndButOrderedFromThisOne() throws IOException {
        ScriptedWire wire = answering(LOCAL, REMOTE, 0, COOKIE);
        EntryKey key = new EntryKey(Protocol.UDP, LOCAL, REMOTE, 0, OptionalLong.empty());
        Entry found = lookup(wire, Protocol.UDP).find(key).orElseThrow();
        assertThat(bytes(wire, 24, 32)).startsWith(0x9c, 0x40, 0x1f, 0x90, 10, 0, 0, 2);
        ScriptedWire order = new ScriptedWire(datagram(end(Netlink.NLMSG_ERROR, 0)));
        new SocketDestroyer(order).destroy(found);
        assertThat(bytes(order, 24, 32)).startsWith(0x1f, 0x90, 0x9c, 0x40, 10, 0, 0, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 8080, 0.0.0.0, 0, 0, 0", // a listener
        "0.0.0.0, 8080, 10.0.0.2, 40000, 0, 0",
        "10.0.0.1, 8081, 10.0.0.2, 40000, 0, 0",
        "10.0.0.1, 8080, 10.0.0.2, 40001, 0, 0",
        "10.0.0.1, 8080, 10.0.0.3, 40000, 0, 0",
        "10.0.0.1, 8080, 10.0.0.2, 40000, 2, 0", // bound to an interface
        "10.0.0.1, 8080, 10.0.0.2, 40000, 0, 1" // another cookie
    })
    void anotherSocketIsNotBelieved(String local, int port, String remote, int remotePort, int device, long more)
            throws IOException {
        ScriptedWire wire = answering(at(local, port), at(remote, remotePort), device, COOKIE + more);
        assertThat(lookup(wire, Protocol.TCP).find(key(LOCAL, REMOTE, COOKIE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.2, 2",
        "::ffff:10.0.0.1, ::ffff:10.0.0.2, 2",
        "::ffff:10.0.0.1, 10.0.0.2, 2",
        "2001:db8::1, 2001:db8::2, 10",
        "::ffff:10.0.0.1, ::, 10",
        "10.0.0.1, ::, 10"
    })
    void twoIpv4AddressesAreLookedUpAsSuchHoweverTheyAreWritten(String local, String remote, int family)
            throws IOException {
        ScriptedWire wire = new ScriptedWire(datagram(end(Netlink.NLMSG_ERROR, -2)));
        assertThat(lookup(wire, Protocol.TCP).find(EntryKey.tcp(at(local, 1), at(remote, 2))))
                .isEmpty();
        ByteBuffer asked = asked(wire);
        assertThat(asked.get(16)).isEqualTo((byte) family);
        byte[] address = bytes(wire, 28, 44);
        if (local.startsWith("2001")) {
            assertThat(address).startsWith(0x20, 0x01, 0x0d, 0xb8).endsWith(0, 0, 0, 1);
        } else if (family == Sockets.AF_INET) {
            assertThat(address).containsExactly(10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        } else {
            assertThat(address).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 1);
        }
    }

    @Test
    void noneIsNoneAndARefusalIsOne() throws IOException {
        assertThat(lookup(new ScriptedWire(datagram(end(Netlink.NLMSG_ERROR, -2))), Protocol.TCP)
                        .find(EntryKey.tcp(LOCAL, REMOTE)))
                .isEmpty();
        ScriptedWire refusing = new ScriptedWire(datagram(end(Netlink.NLMSG_ERROR, -95)));
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> lookup(refusing, Protocol.TCP).find(EntryKey.tcp(LOCAL, REMOTE)))
                .withMessage("SOCK_DIAG_BY_FAMILY sock_diag tcp: EOPNOTSUPP");
        assertThat(refusing.isClosed()).isTrue();
    }

    @Test
    void anOrderNamesTheSocketAndWaitsUntilItIsDone() throws IOException {
        ScriptedWire wire = new ScriptedWire(datagram(end(Netlink.NLMSG_ERROR, 0)));
        new SocketDestroyer(wire).destroy(entry(COOKIE));
        ByteBuffer asked = asked(wire);
        assertThat(asked.getShort(4)).isEqualTo((short) 21);
        assertThat(asked.getShort(6)).isEqualTo((short) (Netlink.NLM_F_REQUEST | Netlink.NLM_F_ACK));
        assertThat(asked.getInt(60)).isEqualTo(3);
        assertThat(asked.getLong(64)).isEqualTo(COOKIE);
    }

    @Test
    void anOrderThatIsRefusedSaysWhy() {
        ScriptedWire wire = new ScriptedWire(datagram(end(Netlink.NLMSG_ERROR, -1)));
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> new SocketDestroyer(wire).destroy(entry(COOKIE)))
                .withMessage("SOCK_DESTROY tcp ESTAB 10.0.0.1:8080 10.0.0.2:40000: EPERM")
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EPERM));
    }

    @Test
    void ordersFollowEachOtherOnOneWire() throws IOException {
        byte[] late = message(Netlink.NLMSG_ERROR, 0, 1, number(-2)); // about the first, again
        ScriptedWire wire = new ScriptedWire(
                datagram(end(Netlink.NLMSG_ERROR, 0)), datagram(late, message(Netlink.NLMSG_ERROR, 0, 2, number(0))));
        try (SocketDestroyer destroyer = new SocketDestroyer(wire)) {
            destroyer.destroy(entry(COOKIE));
            destroyer.destroy(entry(COOKIE + 1));
            assertThat(wire.sent()).hasSize(2);
            assertThat(wire.isClosed()).isFalse();
        }
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void withoutACookieNothingIsDestroyed() {
        ScriptedWire wire = new ScriptedWire();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new SocketDestroyer(wire).destroy(entry(0)));
        assertThat(wire.sent()).isEmpty();
    }

    private static SocketLookup lookup(ScriptedWire wire, Protocol pool) {
        return new SocketLookup(() -> wire, pool);
    }

    private static ScriptedWire answering(Endpoint local, Endpoint remote, int device, long cookie) {
        byte[] found =
                socket(Sockets.AF_INET, InetDiag.TCP_ESTABLISHED, new InetDiagSockId(local, remote, device, cookie));
        return new ScriptedWire(datagram(message(InetDiag.SOCK_DIAG_BY_FAMILY, 0, found)));
    }

    private static ByteBuffer asked(ScriptedWire wire) {
        assertThat(wire.sent()).hasSize(1);
        return ByteBuffer.wrap(wire.sent().getFirst()).order(ByteOrder.nativeOrder());
    }

    private static byte[] bytes(ScriptedWire wire, int from, int to) {
        return Arrays.copyOfRange(wire.sent().getFirst(), from, to);
    }

    private static EntryKey key(Endpoint local, Endpoint remote, long cookie) {
        return new EntryKey(Protocol.TCP, local, remote, 0, OptionalLong.of(cookie));
    }

    private static Endpoint at(String address, int port) {
        return new Endpoint(IpAddress.parse(address), port);
    }

    private static Entry entry(long cookie) {
        return new Entry(
                Protocol.TCP,
                EntryState.ESTABLISHED,
                LOCAL,
                REMOTE,
                0,
                0,
                cookie,
                0,
                0,
                3,
                EntryTimer.NONE,
                Optional.empty(),
                Owners.NOT_ASKED);
    }
}
