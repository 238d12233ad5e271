package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Deny;
import dev.berth.api.Lifetime;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.Origin;
import dev.berth.kernel.Rights;
import java.lang.foreign.MemoryLayout.PathElement;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a guard of ABI 2 holds, ours holds too. */
class FormerGuardTest {
    private static final Token TOKEN = new Token(77);

    @Test
    void theBytesThatAbi3HasMoreAreTheOriginAlone() {
        assertThat(at("request")).isEqualTo(40);
        assertThat(at("users") - at("request")).isEqualTo(ReservationStruct.SIZE - FormerGuard.RESERVATION_SIZE);
        assertThat(Meta.LAYOUT.byteOffset(PathElement.groupElement("revision"))).isEqualTo(FormerGuard.META_SIZE);
    }

    @Test
    void anEntryKeepsEverythingAndHasNoOrigin() {
        GuardEntry entry = new GuardEntry(
                TOKEN,
                State.RUNTIME,
                Protocol.UDP,
                PortBlock.of(9_000, 7),
                Deny.EADDRINUSE,
                LowPorts.PRIVILEGED,
                new Life(4711, 1_234_567_890_123L),
                new Rights(List.of(1L, 4_000_000_000L), List.of(5L), List.of("/a/b", "/c")),
                Lifetime.SOCKET,
                Instant.ofEpochSecond(1_800_000_000L),
                new Origin(1000, 99));
        ByteBuffer former = former(ReservationStruct.write(entry));
        GuardEntry converted = ReservationStruct.read(TOKEN, FormerGuard.entry(former));
        assertThat(converted)
                .usingRecursiveComparison()
                .ignoringFields("origin")
                .isEqualTo(entry);
        assertThat(converted.origin()).isEqualTo(Origin.NONE);
    }

    @Test
    void whatTheGuardWroteIntoAnEntryIsKept() {
        ByteBuffer former = ByteBuffer.allocate(FormerGuard.RESERVATION_SIZE).order(ByteOrder.nativeOrder());
        former.putInt(12, 5); // next
        former.putLong(32, 42); // anchor
        ByteBuffer entry = FormerGuard.entry(former);
        assertThat(entry.getInt((int) at("next"))).isEqualTo(5);
        assertThat(entry.getLong(ReservationStruct.ANCHOR)).isEqualTo(42);
    }

    @Test
    void itIsUnfinishedAndNobodysUntilItIs() {
        NetworkNamespace namespace = new NetworkNamespace(3, 4_026_531_840L);
        Meta former = new Meta(FormerGuard.ABI, 9, namespace, 0x5d3c_2a19_0000_0001L, new UUID(3, 4), 5);
        ByteBuffer bytes = former.write().limit(FormerGuard.META_SIZE);
        Meta meta = Meta.read(FormerGuard.meta(bytes));
        assertThat(meta)
                .usingRecursiveComparison()
                .ignoringFields("abi", "revision", "changes")
                .isEqualTo(former);
        assertThat(meta.abi()).isEqualTo(Meta.ABI);
        assertThat(meta.revision()).isEqualTo(GuardUpgrade.UNFINISHED);
        assertThat(meta.changes()).isNegative().matches(MetaMemory::isDeparted);
        assertThat(Meta.read(bytes).revision()).as("a guard that has none").isZero();
    }

    private static ByteBuffer former(ByteBuffer ours) {
        ByteBuffer former = ByteBuffer.allocate(FormerGuard.RESERVATION_SIZE).order(ByteOrder.nativeOrder());
        former.put(0, ours, 0, 40);
        former.put(40, ours, 56, FormerGuard.RESERVATION_SIZE - 40);
        return former;
    }

    private static long at(String field) {
        return ReservationStruct.LAYOUT.byteOffset(PathElement.groupElement(field));
    }
}
