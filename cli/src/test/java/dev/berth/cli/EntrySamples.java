package dev.berth.cli;

import dev.berth.api.Closing;
import dev.berth.api.Closing.Fate;
import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.api.EntryTimer;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.api.TcpInfo;
import java.util.List;
import java.util.Optional;

/** Entries to show, always the same. */
final class EntrySamples {
    static final OwnerProcess NGINX = new OwnerProcess(
            4121, "nginx", "www-data", 33, "/system.slice/nginx.service", Optional.of("nginx.service"));
    static final OwnerProcess EVIL = new OwnerProcess(
            7, "\u001b[31m\"é\u009b\n😀", "4294967294", 4_294_967_294L, "/user.slice/a b", Optional.empty());

    static final Entry LISTENER = new Entry(
            Protocol.TCP,
            EntryState.LISTEN,
            new Endpoint(IpAddress.ANY_IPV6, 8080),
            new Endpoint(IpAddress.ANY_IPV6, 0),
            33,
            51_234,
            0x1a2b,
            0,
            511,
            0,
            EntryTimer.NONE,
            Optional.empty(),
            new Owners.Known(List.of(NGINX, EVIL, NGINX)));

    static final Entry LONG = connection(
            EntryState.ESTABLISHED,
            new Endpoint(IpAddress.parse("2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"), 65_535),
            new Endpoint(IpAddress.parse("2001:db8:1111:2222:3333:4444:5555:6666"), 65_534),
            0xfedc_ba98_7654_3210L,
            new Owners.Known(List.of(EVIL)));

    static final Entry SHORT = connection(
            EntryState.CLOSE_WAIT,
            new Endpoint(IpAddress.parse("127.0.0.1"), 8080),
            new Endpoint(IpAddress.parse("127.0.0.1"), 40_000),
            0x1a2c,
            new Owners.Known(List.of(NGINX)));

    static final Entry MAPPED = connection(
            EntryState.ESTABLISHED,
            new Endpoint(IpAddress.parse("::ffff:10.0.0.1"), 443),
            new Endpoint(IpAddress.parse("::ffff:192.168.100.200"), 5),
            0x1a2d,
            Owners.UNKNOWN);

    static final Entry OVER = new Entry(
            Protocol.TCP,
            EntryState.TIME_WAIT,
            new Endpoint(IpAddress.parse("10.0.0.1"), 443),
            new Endpoint(IpAddress.parse("10.0.0.2"), 1234),
            0,
            0,
            0,
            0,
            0,
            0,
            new EntryTimer(EntryTimer.Kind.TIME_WAIT, 59_000, 0),
            Optional.empty(),
            Owners.NOBODY);

    static final Entry DATAGRAMS = new Entry(
            Protocol.UDP,
            EntryState.UNCONNECTED,
            new Endpoint(IpAddress.parse("127.0.0.53"), 53),
            new Endpoint(IpAddress.ANY_IPV4, 0),
            101,
            22,
            0x30,
            0,
            0,
            1,
            EntryTimer.NONE,
            Optional.empty(),
            Owners.UNKNOWN);

    /** In no order. */
    static final List<Entry> TABLE = List.of(LONG, OVER, SHORT, LISTENER, MAPPED);

    static Closing closing(Entry entry, Fate fate) {
        return new Closing(entry, fate, Optional.empty());
    }

    static Closing closing(Entry entry, Fate fate, String remark) {
        return new Closing(entry, fate, Optional.of(remark));
    }

    /** The same without owners and measurements. */
    static Entry plain(Entry entry) {
        return with(entry, entry.state(), Optional.empty(), Owners.NOT_ASKED);
    }

    /** The same in another state. */
    static Entry in(EntryState state, Entry entry) {
        return with(entry, state, entry.info(), entry.owners());
    }

    private static Entry connection(EntryState state, Endpoint local, Endpoint remote, long cookie, Owners owners) {
        return new Entry(
                Protocol.TCP,
                state,
                local,
                remote,
                33,
                51_235,
                cookie,
                7,
                1_048_576,
                0,
                new EntryTimer(EntryTimer.Kind.KEEPALIVE, 7_200_000, 2),
                Optional.of(new TcpInfo(1234, 56, 3, 18_446, 99_000_000_000L, 61_000, Optional.of("mptcp"))),
                owners);
    }

    private static Entry with(Entry entry, EntryState state, Optional<TcpInfo> info, Owners owners) {
        return new Entry(
                entry.protocol(),
                state,
                entry.local(),
                entry.remote(),
                entry.uid(),
                entry.inode(),
                entry.cookie(),
                entry.receiveQueue(),
                entry.sendQueue(),
                entry.interfaceIndex(),
                entry.timer(),
                info,
                owners);
    }

    private EntrySamples() {}
}
