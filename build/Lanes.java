import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;

/**
 * Counts a run's tests by lane from surefire's and failsafe's reports, and judges the run:
 * {@code java Lanes.java ROOT SINCE LANE...}.
 *
 * <p>It counts test cases: the totals on a report's first line miss nested classes. Reports older than the file SINCE are of another run.
 * In each LANE something must have run.
 */
final class Lanes {
    /** Where a test belongs, by the end of its class's name; the last one takes what the others leave. */
    enum Lane {
        KERNEL("KernelTest"),
        PRIVILEGED("PrivilegedTest"),
        END_TO_END("E2ETest"),
        PURE("");

        private final String ending;

        Lane(String ending) {
            this.ending = ending;
        }

        static Lane of(String type) {
            String outer = type.replaceFirst("\\$.*", "");
            for (Lane lane : values()) {
                if (outer.endsWith(lane.ending)) {
                    return lane;
                }
            }
            throw new AssertionError(type);
        }
    }

    private static final class Tally {
        int ran;
        int failed;
        int skipped;
    }

    private final Map<Lane, Tally> tallies = new EnumMap<>(Lane.class);

    private Lanes() {
        for (Lane lane : Lane.values()) {
            tallies.put(lane, new Tally());
        }
    }

    public static void main(String[] words) throws Exception {
        Path root = Path.of(words[0]);
        FileTime since = Files.getLastModifiedTime(Path.of(words[1]));
        var lanes = new Lanes();
        try (var files = Files.find(root, 5, (path, attributes) -> isReport(path)
                && attributes.lastModifiedTime().compareTo(since) >= 0)) {
            for (Path report : files.toList()) {
                lanes.read(report);
            }
        }
        System.exit(lanes.judge(Stream.of(words).skip(2).collect(Collectors.toSet())) ? 0 : 1);
    }

    private static boolean isReport(Path path) {
        return path.getFileName().toString().matches("TEST-.*\\.xml")
                && path.getParent().getFileName().toString().endsWith("-reports");
    }

    private void read(Path report) throws Exception {
        try (var in = Files.newInputStream(report)) {
            XMLStreamReader xml = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
            Tally tally = new Tally();
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "testcase" -> {
                        tally = tallies.get(Lane.of(xml.getAttributeValue(null, "classname")));
                        tally.ran++;
                    }
                    case "failure", "error" -> tally.failed++;
                    case "skipped" -> tally.skipped++;
                    default -> {}
                }
            }
        }
    }

    private boolean judge(Set<String> needed) {
        int ran = 0;
        int failed = 0;
        int skipped = 0;
        boolean good = true;
        for (var entry : tallies.entrySet()) {
            Tally tally = entry.getValue();
            String name = entry.getKey().name().toLowerCase().replace('_', '-');
            System.out.printf("%s: %d ran, %d failed, %d skipped%n", name, tally.ran, tally.failed, tally.skipped);
            boolean missed = tally.ran == 0 && needed.contains(name);
            if (missed) {
                System.out.printf("%s: no test ran, which is a failure%n", name);
            }
            good &= !missed && tally.failed == 0 && tally.skipped == 0;
            ran += tally.ran;
            failed += tally.failed;
            skipped += tally.skipped;
        }
        System.out.printf("%d passed, %d failed, %d skipped%n", ran - failed - skipped, failed, skipped);
        return good;
    }
}
