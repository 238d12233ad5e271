package dev.berth.it.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.it.house.SourceRules.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules themselves: each refuses a bad sample by name and lets a good one be. */
class SourceRulesTest {
    @Test
    void aFileOfFiveHundredLinesPassesAndOneMoreDoesNot() {
        assertThat(SourceRules.tooLong(List.of(lines("a/A.java", 500)))).isEmpty();
        assertThat(SourceRules.tooLong(List.of(lines("a/A.java", 501))))
                .containsExactly("a/A.java has 501 lines, more than 500");
    }

    @Test
    void theMedianIsWhatHalfTheFilesStayUnder() {
        assertThat(SourceRules.medianTooLong(List.of())).isEmpty();
        assertThat(SourceRules.medianTooLong(List.of(lines("A", 10), lines("B", 100), lines("C", 400))))
                .isEmpty();
        assertThat(SourceRules.medianTooLong(List.of(lines("A", 10), lines("B", 101), lines("C", 400))))
                .containsExactly("the median file has 101 lines, more than 100");
    }

    @Test
    void aPackageNamedUtilIsRefused() {
        assertThat(SourceRules.vaguePackages(List.of(new Source("dev/berth/api/Utility.java", ""))))
                .isEmpty();
        assertThat(SourceRules.vaguePackages(List.of(new Source("dev/berth/util/Ports.java", ""))))
                .containsExactly("dev/berth/util/Ports.java is in a package named util, which says nothing");
    }

    @Test
    void aPublicTypeNeedsJavadoc() {
        assertThat(SourceRules.publicWithoutJavadoc(List.of(new Source("A.java", "public class A {}"))))
                .containsExactly("A.java: public type A has no javadoc");
        assertThat(SourceRules.publicWithoutJavadoc(List.of(new Source("A.java", "/** An a. */ public class A {}"))))
                .isEmpty();
    }

    @Test
    void aPublicTypeInsideAnotherNeedsJavadocToo() {
        assertThat(SourceRules.publicWithoutJavadoc(
                        List.of(new Source("A.java", "/** An a. */ public class A { /* no */ public record B() {} }"))))
                .containsExactly("A.java: public type B has no javadoc");
    }

    @Test
    void aTypeForThePackageAloneNeedsNone() {
        assertThat(SourceRules.publicWithoutJavadoc(List.of(new Source("A.java", "final class A {}"))))
                .isEmpty();
    }

    private static Source lines(String path, int count) {
        return new Source(path, "x\n".repeat(count));
    }
}
