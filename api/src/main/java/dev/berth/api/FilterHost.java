package dev.berth.api;

import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryFilter.ServicePorts;
import dev.berth.api.IpAddress.Family;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the ends of filters: {@code 10.0.0.0/8:80}, {@code [::1]:http}, {@code *:22}, {@code inet6:*}. */
final class FilterHost {
    private static final Set<String> ANY = Set.of("", "*", "any", "all", "default");
    private static final Set<String> OTHER_FAMILIES = Set.of("unix", "link", "netlink", "vsock");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final Pattern SHORTENED = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){0,2}");
    private static final int HIGHEST = 65_535;

    private final ServicePorts services;

    FilterHost(ServicePorts services) {
        this.services = services;
    }

    /** An end as it is written, in parts; null for a part that is not there. */
    private record Parts(
            @Nullable Family family,
            String address,
            @Nullable String prefix,
            @Nullable String port) {}

    EntryFilter host(FilterWord word, End end) throws FilterSyntaxException {
        Parts parts = parts(word);
        OptionalInt port = parts.port == null ? OptionalInt.empty() : number(word, parts.port);
        if (!ANY.contains(parts.address)) {
            return network(word, end, parts, port);
        }
        if (parts.prefix != null) {
            throw word.wrong(" has a prefix and no address before it");
        }
        return any(end, parts.family, Comparison.EQUAL, port);
    }

    /** A port after {@code sport} or {@code dport}: {@code 22}, {@code :22}, {@code http}, {@code inet:22}. */
    EntryFilter port(FilterWord word, End end, Comparison comparison) throws FilterSyntaxException {
        Family family = family(word);
        String text = afterFamily(word, family);
        OptionalInt port = number(word, text.startsWith(":") ? text.substring(1) : text);
        if (port.isEmpty() && comparison != Comparison.EQUAL) {
            throw word.wrong(" is every port: it compares with = only");
        }
        return any(end, family, comparison, port);
    }

    /** Any address of a family, or of both, and a port. */
    private static EntryFilter any(End end, @Nullable Family family, Comparison comparison, OptionalInt port) {
        if (family != null && comparison == Comparison.EQUAL) {
            return new EntryFilter.Host(end, all(family), 0, port);
        }
        if (port.isEmpty()) {
            return EntryFilter.ALL;
        }
        EntryFilter compared = new EntryFilter.Port(end, comparison, port.getAsInt());
        return family == null
                ? compared
                : new EntryFilter.And(new EntryFilter.Host(end, all(family), 0, OptionalInt.empty()), compared);
    }

    private static IpAddress all(Family family) {
        return family == Family.IPV4 ? IpAddress.ANY_IPV4 : IpAddress.ANY_IPV6;
    }

    private static EntryFilter network(FilterWord word, End end, Parts parts, OptionalInt port)
            throws FilterSyntaxException {
        boolean shortened =
                parts.prefix != null && SHORTENED.matcher(parts.address).matches();
        IpAddress network = address(word, shortened ? lengthened(parts.address) : parts.address);
        if (parts.family != null && parts.family != network.family()) {
            throw word.wrong(": '" + parts.address + "' is of the other family");
        }
        if (parts.prefix == null) {
            return new EntryFilter.Host(end, network, network.bits(), port);
        }
        int prefix = NUMBER.matcher(parts.prefix).matches() ? Integer.parseInt(parts.prefix) : Integer.MAX_VALUE;
        if (prefix > network.bits()) {
            throw word.wrong(": '" + parts.prefix + "' is no prefix: 0 to " + network.bits() + " bits");
        }
        return new EntryFilter.Host(end, network, prefix, port);
    }

    /** {@code 10.1/16} stands for {@code 10.1.0.0/16}. */
    private static String lengthened(String address) {
        long given = address.chars().filter(c -> c == '.').count() + 1;
        return address + ".0".repeat((int) (4 - given));
    }

    private static IpAddress address(FilterWord word, String literal) throws FilterSyntaxException {
        try {
            return IpAddress.parse(literal);
        } catch (IllegalArgumentException none) {
            throw word.wrong(
                    literal.indexOf('%') >= 0
                            ? ": an interface is no part of an address; ask for it with 'dev'"
                            : " is no address, such as 10.0.0.0/8, [::1]:80 or *; host names are not looked up");
        }
    }

    private static Parts parts(FilterWord word) throws FilterSyntaxException {
        Family family = family(word);
        String text = afterFamily(word, family);
        if (text.startsWith("[")) {
            return bracketed(word, family, text);
        }
        int slash = text.indexOf('/');
        String tail = text.substring(slash + 1);
        // Without a prefix to end the address, two colons or more are all its own.
        boolean addressOnly = slash < 0 && text.indexOf(':') != text.lastIndexOf(':');
        int colon = addressOnly ? -1 : tail.lastIndexOf(':');
        String head = colon < 0 ? tail : tail.substring(0, colon);
        String port = colon < 0 ? null : tail.substring(colon + 1);
        return slash < 0
                ? new Parts(family, head, null, port)
                : new Parts(family, text.substring(0, slash), head, port);
    }

    /** {@code [::1]:80}; the prefix may stand before the bracket, as in {@code ss(8)}, or after it. */
    private static Parts bracketed(FilterWord word, @Nullable Family family, String text) throws FilterSyntaxException {
        int close = text.indexOf(']');
        if (close < 0) {
            throw word.wrong(" lacks its ']'");
        }
        String inner = text.substring(1, close);
        String tail = text.substring(close + 1);
        int colon = tail.lastIndexOf(':');
        String after = colon < 0 ? tail : tail.substring(0, colon);
        String port = colon < 0 ? null : tail.substring(colon + 1);
        int slash = inner.indexOf('/');
        if (slash < 0 && after.startsWith("/")) {
            return new Parts(family, inner, after.substring(1), port);
        }
        if (!after.isEmpty()) {
            throw word.wrong(": '" + after + "' after the ']' is neither a prefix nor a port");
        }
        return slash < 0
                ? new Parts(family, inner, null, port)
                : new Parts(family, inner.substring(0, slash), inner.substring(slash + 1), port);
    }

    private static @Nullable Family family(FilterWord word) throws FilterSyntaxException {
        int colon = word.text().indexOf(':');
        String first = colon < 0 ? "" : word.text().substring(0, colon);
        if (OTHER_FAMILIES.contains(first)) {
            throw word.wrong(": there are entries of TCP and UDP only, none of the family " + first);
        }
        return first.equals("inet") ? Family.IPV4 : first.equals("inet6") ? Family.IPV6 : null;
    }

    private static String afterFamily(FilterWord word, @Nullable Family family) {
        return family == null ? word.text() : word.text().substring(word.text().indexOf(':') + 1);
    }

    /** A port by its number or the name of its service; empty for {@code *}. */
    private OptionalInt number(FilterWord word, String port) throws FilterSyntaxException {
        if (port.equals("*")) {
            return OptionalInt.empty();
        }
        if (NUMBER.matcher(port).matches()) {
            int number = Integer.parseInt(port);
            if (number > HIGHEST) {
                throw word.wrong(": " + port + " is no port: 0 to " + HIGHEST);
            }
            return OptionalInt.of(number);
        }
        OptionalInt named = services.port(port);
        if (named.isEmpty() || named.getAsInt() < 0 || named.getAsInt() > HIGHEST) {
            throw word.wrong(
                    port.isEmpty()
                            ? " lacks its port"
                            : ": '" + port + "' is no port: neither a number up to " + HIGHEST
                                    + " nor the name of a service");
        }
        return named;
    }
}
