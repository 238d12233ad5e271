package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Exclusion;
import dev.berth.api.Listing;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Reservation;
import dev.berth.it.ports.ListEditor.Manner;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Soak;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Eight processes create, change, delete and exclude overlapping blocks at once, while others edit the list of reserved
 * ports.
 */
@InWallsWithPorts
@Tag(Soak.TAG)
class ManyHandsPrivilegedTest {
    private static final int HANDS = 8;
    private static final int CHANGES = Soak.times(16, 1_500);
    private static final PortBlock ARENA = PortBlock.of(40_000, 48);
    /** So few that the list is never longer than one write takes. */
    private static final PortBlock REWRITTEN = PortBlock.of(10_000, 40);

    private static final PortSet OTHERS =
            PortSet.of(List.of(PortBlock.of(22), PortBlock.of(39_999), PortBlock.of(60_000, 7)));

    private int writes;
    private int overwritten;
    private final List<String> lost = new ArrayList<>();

    @Test
    @DisplayName("Eight processes at once, and editors of the list: never an overlap, and no entry of others is lost")
    void manyHands(Ports ports, Walls walls) throws Exception {
        walls.sysctl("ip_local_reserved_ports", OTHERS.toString());
        ports.restore().orElseThrow();
        List<Path> logs = new ArrayList<>();
        List<Process> hands = new ArrayList<>();
        for (int i = 0; i < HANDS; i++) {
            logs.add(walls.directory().resolve("hand" + i));
            Process hand = StartedApart.java(walls, HandMain.class)
                    .and(
                            "" + ARENA.start(),
                            "" + ARENA.last(),
                            "" + i,
                            "" + CHANGES,
                            logs.get(i).toString())
                    .start();
            walls.closeLater(hand::destroyForcibly);
            hands.add(hand);
        }
        PortSet foreign = OTHERS;
        List<ListEditor> adders = List.of(
                ListEditor.start(walls, Manner.ADDER, PortBlock.of(20_000, 10_000), foreign),
                ListEditor.start(walls, Manner.ADDER, PortBlock.of(50_000, 10_000), foreign));
        for (Process hand : hands) {
            assertThat(hand.getInputStream().read()).isEqualTo('h');
        }
        for (ListEditor adder : adders) {
            foreign = foreign.plus(ended(adder));
        }
        // One after the other, because who rewrites the list takes away what is added to it meanwhile.
        ListEditor rewriter = ListEditor.start(walls, Manner.REWRITER, REWRITTEN, foreign);
        for (Process hand : hands) {
            hand.getOutputStream().close();
        }
        for (Process hand : hands) {
            String said = errors(hand);
            assertThat(hand.waitFor()).as(said).isZero();
            hand.getInputStream().close();
        }
        foreign = foreign.plus(ended(rewriter));
        Referee referee = new Referee();
        for (Path log : logs) {
            referee.read(log, Long.MAX_VALUE); // what is a hand's own at its end stays
        }
        Soak.say("many hands: " + HANDS + " processes held " + referee.holds() + " blocks in " + HANDS * CHANGES
                + " changes, overlapping " + referee.fouls().size() + " times; of " + writes
                + " edits of the list " + overwritten + " were overwritten within a second, and written again, and "
                + lost.size() + " were lost later");
        assertThat(referee.fouls()).isEmpty();
        assertThat(referee.byProcess()).hasSize(HANDS);
        assertThat(lost).isEmpty();
        agreed(foreign, ports, walls);
    }

    private PortSet ended(ListEditor editor) throws IOException {
        ListEditor.Report report = editor.end();
        writes += report.writes();
        overwritten += report.repeated();
        lost.addAll(report.lost());
        return PortSet.of(report.own());
    }

    /** What it said of its failure, once it has ended; nothing of one that lives. */
    private static String errors(Process hand) throws IOException {
        return new String(hand.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Kernel, store and list say the same after one restore, and what is foreign is in the list. */
    private static void agreed(PortSet foreign, Ports ports, Walls walls) throws IOException {
        assertThat(Answers.warnings(ports.restore())).isEmpty();
        Listing listing = ports.list().orElseThrow();
        List<PortBlock> reserved =
                listing.reservations().stream().map(Reservation::block).toList();
        List<PortBlock> ours = Stream.concat(
                        reserved.stream(), listing.exclusions().stream().map(Exclusion::block))
                .toList();
        Everything everything = Everything.of(walls);
        assertThat(everything.files()).hasSameSizeAs(ours);
        assertThat(everything.entries()).extracting(GuardEntry::block).containsExactlyInAnyOrderElementsOf(reserved);
        PortSet wanted = PortSet.of(ours).plus(foreign);
        assertThat(wanted.minus(everything.listed())).isEqualTo(PortSet.EMPTY);
        PortSet more = everything.listed().minus(wanted);
        // Who writes the list as it was before a deletion has added what was deleted; and what he takes out while Berth
        // writes it may be in it again.
        assertThat(more.minus(PortSet.of(ARENA)).minus(PortSet.of(REWRITTEN))).isEqualTo(PortSet.EMPTY);
    }
}
