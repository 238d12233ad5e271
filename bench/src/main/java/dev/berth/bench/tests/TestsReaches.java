package dev.berth.bench.tests;

import dev.berth.bench.contest.Mark;
import dev.berth.bench.contest.Reach;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What ports in tests are to reach. */
final class TestsReaches {
    static final String TEST = "one test of a class of " + Cases.TESTS;
    static final String PAIR = "one port had and given back, without JUnit";

    static final String EMPTY = "no port";
    static final String ENFORCED = "@ReservedPort, berthd";
    static final String COOPERATIVE = "@ReservedPort, cooperative";
    static final String ENFORCED_PAIR = "ProcessPorts, berthd";
    static final String COOPERATIVE_PAIR = "ProcessPorts, cooperative";
    static final String SPRING = "Spring's TestSocketUtils";
    static final String BUILD_HELPER = "build-helper:reserve-network-port";

    /** How the contestants are to be understood. */
    static final List<String> NOTES = List.of(
            "All of it happens in a network namespace and a guarded cgroup of its own; the peers run outside that cgroup, where"
                    + " the guard costs them nothing. Each contestant is a JVM of its own, which runs a class of "
                    + Cases.TESTS
                    + " repeated tests through JUnit's launcher, again and again, and tells the time of it"
                    + " divided by the tests. The tests have a port and do nothing with it. What is added is the difference to"
                    + " whoever took least: where that is one with a port, something disturbed the one without. The same JVMs go on"
                    + " without JUnit afterwards.",
            "`TestSocketUtils.findAvailableTcpPort()` of spring-test 6.2.19 is called in the test;"
                    + " so is the mojo of build-helper-maven-plugin 3.6.1, for one port, with a project and a silent log."
                    + " What both find is nobody's from then on: whoever binds it first has it. Berth's is kept until the"
                    + " test ends, and is given back within the time.");

    private static final int ENFORCED_MILLIS = 1;
    private static final int COOPERATIVE_MILLIS = 2;

    /** What is to be reached. */
    static final List<Reach> ALL = List.of(
            new Reach.AddsToLeast(
                    new Mark(TEST, 0, ENFORCED),
                    TimeUnit.MILLISECONDS.toNanos(ENFORCED_MILLIS),
                    "adds ≤ 1 ms with berthd"),
            new Reach.AddsToLeast(
                    new Mark(TEST, 0, COOPERATIVE),
                    TimeUnit.MILLISECONDS.toNanos(COOPERATIVE_MILLIS),
                    "adds ≤ 2 ms without"));

    private TestsReaches() {}
}
