package dev.berth.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives {@link Walls} to tests that ask for them by a parameter: each test its own. Where {@code @BeforeAll} asks for
 * them, the tests of the class share one. They are removed after the test or the class.
 *
 * <p>Walls need the kernel's help: see {@link NeedsKernel}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@NeedsKernel({KernelAbility.ADMINISTRATOR, KernelAbility.CGROUP2, KernelAbility.NETWORK_NAMESPACES})
@ExtendWith(WallsResolver.class)
@SuppressWarnings("exports") // JUnit alone makes the extension, by reflection
public @interface InWalls {}
