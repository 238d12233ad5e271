package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InsidePorts;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is there when somebody was killed and somebody else has made the next change: all of one mind, and nothing left. */
final class Aftermath {
    /** One for each hook of the guard. */
    private static final int LINKS = 5;

    private final Walls walls;
    private final Ports ports;
    private final PortSet foreign;
    private Set<String> pins = Set.of();

    /**
     * Looks at walls.
     *
     * @param foreign what others have in the list of reserved ports
     */
    Aftermath(Walls walls, PortSet foreign) {
        this.walls = walls;
        this.foreign = foreign;
        ports = InsidePorts.of(walls);
    }

    /** What is recorded; fails where anything disagrees with it. */
    Map<String, String> agreed(String where) throws IOException {
        Outcome<Listing> outcome = ports.list();
        assertThat(Answers.warnings(outcome)).as(where).isEmpty();
        Listing listing = outcome.orElseThrow();
        Map<String, String> records = Records.of(listing);
        Everything everything = Everything.of(walls);
        assertThat(everything.files().keySet()).as(where).isEqualTo(records.keySet());
        assertThat(names(walls.store())).as(where).containsAll(records.keySet()).hasSize(records.size() + 1);
        List<PortBlock> ours = new ArrayList<>();
        listing.reservations().forEach(one -> ours.add(one.block()));
        assertThat(everything.entries())
                .as(where)
                .allMatch(entry -> entry.state() == GuardEntry.State.PERSISTENT)
                .extracting(GuardEntry::block)
                .containsExactlyInAnyOrderElementsOf(ours);
        listing.exclusions().forEach(one -> ours.add(one.block()));
        assertThat(everything.listed()).as(where).isEqualTo(PortSet.of(ours).plus(foreign));
        assertThat(claims()).as(where).isEqualTo(PortSet.of(ours).minus(foreign));
        nothingMore(where);
        return records;
    }

    /** The pins and links are the ones that were there the first time. */
    private void nothingMore(String where) throws IOException {
        Set<String> there = names(walls.bpffs());
        if (pins.isEmpty()) {
            pins = there;
        }
        assertThat(there).as(where).isEqualTo(pins);
        assertThat(InsidePorts.links(walls)).as(where).isEqualTo(LINKS);
    }

    private PortSet claims() throws IOException {
        return walls.call(() -> {
            try (Guard guard = InsidePorts.kernel(walls).guardHome().open().orElseThrow()) {
                return guard.claims();
            }
        });
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            Set<String> names = new TreeSet<>();
            all.skip(1).forEach(path -> names.add(directory.relativize(path).toString()));
            return names;
        }
    }
}
