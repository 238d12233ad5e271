package dev.berth.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.PaddingLayout;
import java.lang.foreign.StructLayout;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every layout says what C says: its lines are in layouts.golden, which {@link LayoutsKernelTest} holds C to. */
class LayoutsTest {
    /** Where a layout stands, the C struct it is, and what its fields are called inside; "whole" if of the same size. */
    private static final Map<String, String> STRUCTS = Map.ofEntries(
            Map.entry("bpf.Bpf.MAP_ELEM", "bpf_attr"),
            Map.entry("bpf.Bpf.BATCH", "bpf_attr batch."),
            Map.entry("bpf.Bpf.OBJ", "bpf_attr"),
            Map.entry("bpf.Bpf.INFO", "bpf_attr info."),
            Map.entry("bpf.Bpf.ITER_CREATE", "bpf_attr iter_create."),
            Map.entry("bpf.Bpf.LINK_CREATE", "bpf_attr link_create."),
            Map.entry("bpf.Bpf.LINK_DETACH", "bpf_attr link_detach."),
            Map.entry("bpf.Bpf.LINK_UPDATE", "bpf_attr link_update."),
            Map.entry("bpf.Bpf.LINK_INFO", "bpf_link_info cgroup."),
            Map.entry("bpf.Bpf.MAP_INFO", "bpf_map_info"),
            Map.entry("bpf.BpfObjects.ID", "bpf_attr"),
            Map.entry("bpf.BpfObjects.PROGRAM_INFO", "bpf_prog_info"),
            Map.entry("bpf.Meta.LAYOUT", "meta whole"),
            Map.entry("bpf.OpenOptions.LAYOUT", "bpf_object_open_opts"),
            Map.entry("bpf.RefusalStruct.LAYOUT", "refusal whole"),
            Map.entry("bpf.ReservationStruct.LAYOUT", "reservation whole"),
            Map.entry("bpf.SocketOwnerIterator.LAYOUT", "socket_owner whole"),
            Map.entry("cgroup.CgroupHandle.LAYOUT", "file_handle"),
            Map.entry("netlink.InetDiagBcOp.LAYOUT", "inet_diag_bc_op whole"),
            Map.entry("netlink.InetDiagHostcond.LAYOUT", "inet_diag_hostcond whole"),
            Map.entry("netlink.InetDiagMsg.LAYOUT", "inet_diag_msg whole"),
            Map.entry("netlink.InetDiagReq.LAYOUT", "inet_diag_req whole"),
            Map.entry("netlink.InetDiagReqV2.LAYOUT", "inet_diag_req_v2 whole"),
            Map.entry("netlink.InetDiagSockId.LAYOUT", "inet_diag_sockid whole"),
            Map.entry("netlink.Netlink.NLATTR", "nlattr whole"),
            Map.entry("netlink.Netlink.NLMSGHDR", "nlmsghdr whole"),
            Map.entry("netlink.TcpInfoStruct.LAYOUT", "tcp_info"),
            Map.entry("unix.Account.GROUP_LAYOUT", "group whole"),
            Map.entry("unix.Account.PASSWD_LAYOUT", "passwd whole"),
            Map.entry("unix.Capget.DATA", "__user_cap_data_struct whole"),
            Map.entry("unix.Capget.HEADER", "__user_cap_header_struct whole"),
            Map.entry("unix.Epoll.EPOLL_EVENT", "epoll_event whole"),
            Map.entry("unix.MessageBuffer.CMSGHDR", "cmsghdr whole"),
            Map.entry("unix.MessageBuffer.IOVEC", "iovec whole"),
            Map.entry("unix.MessageBuffer.MSGHDR", "msghdr whole"),
            Map.entry("unix.PeerReader.UCRED", "ucred whole"),
            Map.entry("unix.Pidfd.POLLFD", "pollfd whole"),
            Map.entry("unix.Pidfd.TIMESPEC", "timespec whole"),
            Map.entry("unix.UnixAddress.SOCKADDR_UN", "sockaddr_un whole"));

    /** Not C's but the JVM's. */
    private static final String CAPTURED = "unix.Downcall.STATE";

    @Test
    void everyLayoutIsAccountedFor() throws Exception {
        List<String> known = new ArrayList<>(STRUCTS.keySet());
        known.add(CAPTURED);
        assertThat(layouts().keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void everyLayoutIsThatOfC() throws Exception {
        Map<String, StructLayout> layouts = layouts();
        layouts.remove(CAPTURED);
        List<String> lines = layouts.entrySet().stream()
                .flatMap(layout -> lines(STRUCTS.getOrDefault(layout.getKey(), layout.getKey()), layout.getValue()))
                .distinct()
                .sorted()
                .toList();
        assertThat(lines).isEqualTo(golden());
    }

    static List<String> golden() throws IOException {
        try (var file = LayoutsTest.class.getResourceAsStream("/layouts.golden")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(LayoutsTest::here)
                    .sorted()
                    .toList();
        }
    }

    /** A line on this machine: C packs one struct of these, {@code epoll_event}, on x86-64 and nowhere else. */
    private static String here(String line) {
        if (System.getProperty("os.arch").equals("amd64")) {
            return line;
        }
        return line.replace("epoll_event data 4 8", "epoll_event data 8 8")
                .replace("epoll_event sizeof 0 12", "epoll_event sizeof 0 16");
    }

    /** {@code struct field offset size}, for each field and, as {@code sizeof}, for all of it. */
    private static Stream<String> lines(String struct, StructLayout layout) {
        String[] words = struct.split(" ", 2);
        String mark = words.length == 2 ? words[1] : "";
        List<String> lines = new ArrayList<>();
        long offset = 0;
        for (MemoryLayout member : layout.memberLayouts()) {
            if (!(member instanceof PaddingLayout)) {
                String field =
                        (mark.equals("whole") ? "" : mark) + member.name().orElseThrow();
                lines.add(words[0] + " " + field + " " + offset + " " + member.byteSize());
            }
            offset += member.byteSize();
        }
        if (mark.equals("whole")) {
            lines.add(words[0] + " sizeof 0 " + layout.byteSize());
        }
        return lines.stream();
    }

    private static Map<String, StructLayout> layouts() throws IOException, URISyntaxException {
        Path classes = Path.of(
                Errno.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Map<String, StructLayout> layouts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes.resolve("dev/berth/kernel"))) {
            files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .map(LayoutsTest::fields)
                    .flatMap(Collection::stream)
                    .forEach(field -> layouts.put(
                            field.getDeclaringClass().getName().substring("dev.berth.kernel.".length()) + "."
                                    + field.getName(),
                            value(field)));
        }
        return layouts;
    }

    private static List<Field> fields(String type) {
        try {
            Class<?> loaded = Class.forName(type, false, LayoutsTest.class.getClassLoader());
            return Arrays.stream(loaded.getDeclaredFields())
                    .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == StructLayout.class)
                    .toList();
        } catch (ClassNotFoundException gone) {
            throw new AssertionError(gone);
        }
    }

    private static StructLayout value(Field field) {
        field.setAccessible(true);
        try {
            return (StructLayout) field.get(null);
        } catch (IllegalAccessException closed) {
            throw new AssertionError(closed);
        }
    }
}
