package dev.berth.it.walls;

import dev.berth.testkit.InWalls;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * As {@link InWalls}, and gives tests that ask for {@code Ports} an engine of their walls: each test its own, which ends
 * with it, also where they share the walls.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@InWalls
@ExtendWith(PortsResolver.class)
public @interface InWallsWithPorts {}
