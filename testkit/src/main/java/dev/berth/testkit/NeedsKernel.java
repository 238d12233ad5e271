package dev.berth.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says what a test needs of the kernel. Where a probe proves that it is not there, the test is skipped with the proof;
 * where the probe cannot tell, the test fails. With {@code BERTH_REQUIRE_PRIVILEGED=true} in the environment a skip is
 * a failure too.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsKernelCondition.class)
@SuppressWarnings("exports") // JUnit alone makes the extension, by reflection
public @interface NeedsKernel {
    /** What it needs. */
    KernelAbility[] value();
}
