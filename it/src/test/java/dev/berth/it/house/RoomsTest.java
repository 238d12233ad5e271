package dev.berth.it.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may see whom. The compiler knows most of it from the module declarations; this says it in one place. */
class RoomsTest {
    /** Room by room, the rooms it may see besides itself. A new room gets its line here. */
    private static final Map<String, Set<String>> MAY_SEE = Map.ofEntries(
            Map.entry("api", Set.of()),
            Map.entry("client", Set.of("api")),
            Map.entry("junit", Set.of("api", "client")),
            Map.entry("maven", Set.of("api", "client")),
            Map.entry("kernel", Set.of("api")),
            Map.entry("engine", Set.of("api", "kernel")),
            Map.entry("daemon", Set.of("api", "client", "kernel", "engine")),
            Map.entry("iphlpapi", Set.of("api", "client", "kernel", "engine")),
            Map.entry("cli", Set.of("api", "client", "kernel", "engine", "daemon")),
            Map.entry("testkit", Set.of("api", "kernel", "engine")),
            Map.entry("bench", Set.of("api", "client", "kernel", "engine", "junit")));

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.berth");

    @TestFactory
    List<DynamicTest> aRoomSeesOnlyTheRoomsBelowIt() {
        return MAY_SEE.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(room.getKey(), () -> {
                    String[] allowed = Stream.concat(Stream.of(room.getKey()), room.getValue().stream())
                            .map(RoomsTest::packages)
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(packages(room.getKey()))
                            .should()
                            .dependOnClassesThat(resideInAPackage("dev.berth..").and(not(resideInAnyPackage(allowed))))
                            .allowEmptyShould(true)
                            .check(PRODUCT);
                }))
                .toList();
    }

    @Test
    void everyRoomHasItsLine() {
        assertThat(PRODUCT)
                .extracting(type -> type.getPackageName().split("\\.", -1)[2])
                .allSatisfy(room -> assertThat(MAY_SEE).containsKey(room));
    }

    @Test
    void onlyTheKernelRoomNamesForeignMemory() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.berth.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(PRODUCT);
    }

    @Test
    void onlyTheCommandLineAndTheExamplesPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.berth.cli..", "dev.berth.iphlpapi.example..", "dev.berth.testkit..", "dev.berth.bench..")
                .should(ACCESS_STANDARD_STREAMS)
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void packagesDoNotGoInCircles() {
        slices().matching("dev.berth.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    private static String packages(String room) {
        return "dev.berth." + room + "..";
    }
}
