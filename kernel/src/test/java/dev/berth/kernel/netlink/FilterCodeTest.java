package dev.berth.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.And;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.Device;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryFilter.Host;
import dev.berth.api.EntryFilter.Not;
import dev.berth.api.EntryFilter.Or;
import dev.berth.api.EntryFilter.Port;
import dev.berth.api.IpAddress;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class FilterCodeTest {
    private static final EntryFilter PORT = new Port(End.LOCAL, Comparison.EQUAL, 8080);
    private static final EntryFilter OWNER = new EntryFilter.Owner("nginx");

    private static String code(EntryFilter filter) {
        return FilterCode.of(filter, RandomFilters::index)
                .map(HexFormat.of()::formatHex)
                .orElse("none");
    }

    static boolean littleEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    @Test
    @EnabledIf("littleEndian")
    void eachInstructionIsAsTheKernelReadsIt() {
        assertThat(code(PORT)).isEqualTo("070c1000" + "00000000901f0000");
        assertThat(code(new Port(End.REMOTE, Comparison.AT_LEAST, 1024))).isEqualTo("04080c00" + "00000004");
        assertThat(code(new Port(End.REMOTE, Comparison.AT_MOST, 1024))).isEqualTo("05080c00" + "00000004");
        assertThat(code(new Port(End.LOCAL, Comparison.LESS, 1024))).isEqualTo("02080c00" + "00000004" + "01040800");
        assertThat(code(new Device("eth0"))).isEqualTo("09080c00" + "02000000");
        assertThat(code(new Host(End.REMOTE, IpAddress.parse("10.1.2.3"), 8, OptionalInt.empty())))
                .isEqualTo("08101400" + "02080000ffffffff" + "0a010203");
        assertThat(code(new Host(End.LOCAL, IpAddress.parse("2001:db8::1"), 128, OptionalInt.of(80))))
                .isEqualTo("071c2000" + "0a80000050000000" + "20010db8000000000000000000000001");
    }

    @Test
    @EnabledIf("littleEndian")
    void oneAfterTheOtherGoesOnWithTheNext() {
        EntryFilter least = new Port(End.LOCAL, Comparison.AT_LEAST, 1);
        assertThat(code(new And(least, least))).isEqualTo("02081400" + "00000100" + "02080c00" + "00000100");
        assertThat(code(new Or(least, least)))
                .isEqualTo("02080c00" + "00000100" + "01040c00" + "02080c00" + "00000100");
    }

    @Test
    void whatTheKernelCannotTellIsLeftOutWhereItMayBeMet() {
        assertThat(code(EntryFilter.ALL)).isEqualTo("none");
        assertThat(code(OWNER)).isEqualTo("none");
        assertThat(code(new Not(OWNER))).isEqualTo("none");
        assertThat(code(new Or(PORT, OWNER))).isEqualTo("none");
        assertThat(code(new Not(new And(PORT, OWNER)))).isEqualTo("none");
        assertThat(code(new And(OWNER, PORT))).isEqualTo(code(PORT));
        assertThat(code(new Not(new Or(OWNER, new Not(PORT))))).isEqualTo(code(PORT));
    }

    @Test
    @EnabledIf("littleEndian")
    void nothingIsListedWhereNothingCanMeetIt() {
        String none = "01040800";
        assertThat(code(new Not(EntryFilter.ALL))).isEqualTo(none);
        assertThat(code(new Device("nosuch"))).isEqualTo(none);
        assertThat(code(new And(PORT, new Device("nosuch")))).isEqualTo(none);
        assertThat(code(new Not(new Device("nosuch")))).isEqualTo("none");
    }

    @Test
    void anInterfaceThatNobodyCanTellMayBeMet() {
        Condition.Interfaces broken = name -> {
            throw new IOException("socket: EMFILE");
        };
        EntryFilter device = new Device("eth0");
        assertThat(FilterCode.of(device, broken)).isEmpty();
        assertThat(FilterCode.of(new Not(device), broken)).isEmpty();
        assertThat(FilterCode.of(new And(PORT, device), broken).map(HexFormat.of()::formatHex))
                .contains(code(PORT));
    }

    @Test
    void aCodeTooLongIsNone() {
        int most = (FilterCode.LONGEST + 4) / 16; // 12 bytes a port and 4 between two
        byte[] code = FilterCode.of(ports(most), RandomFilters::index).orElseThrow();
        assertThat(code).hasSize(FilterCode.LONGEST - 4);
        assertThat(new BytecodeModel(code).audit()).isEmpty();
        assertThat(FilterCode.of(ports(most + 1), RandomFilters::index)).isEmpty();
    }

    /** So many ports, joined in halves: a chain would go as deep as it is long. */
    private static EntryFilter ports(int count) {
        return count == 1 ? PORT : new Or(ports(count / 2), ports(count - count / 2));
    }

    /** Words that the kernel does not know are met by a socket or not as chance has it: the code must allow for both. */
    @Test
    void theKernelListsEverySocketThatMeetsAFilterAndNoOtherWhereItKnowsAllWords() {
        long seed = 20_260_711;
        Random random = new Random(seed);
        int filtered = 0;
        int dropped = 0;
        for (int round = 0; round < 5_000; round++) {
            RandomFilters filters = new RandomFilters(random);
            EntryFilter filter = filters.filter(1 + random.nextInt(5));
            List<Entry> table = filters.table(40);
            var code = FilterCode.of(filter, RandomFilters::index);
            String what = "seed " + seed + ", round " + round + ": " + filter;
            if (code.isPresent()) {
                filtered++;
                assertThat(new BytecodeModel(code.get()).audit()).as(what).isEmpty();
            }
            for (Entry entry : table) {
                boolean listed = code.isEmpty() || new BytecodeModel(code.get()).accepts(entry);
                boolean met = filters.meets(entry, filter);
                dropped += listed ? 0 : 1;
                if (met != listed && (met || filters.kernelOnly(filter))) {
                    throw new AssertionError(what + "\nmet " + met + ", listed " + listed + ": " + entry);
                }
            }
        }
        assertThat(filtered).isGreaterThan(2_500);
        assertThat(dropped).isGreaterThan(25_000);
    }
}
