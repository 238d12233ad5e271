package dev.berth.junit;

import dev.berth.api.Protocol;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Consecutive ports that are reserved for a test, as one reservation. Otherwise as {@link ReservedPort}.
 *
 * <p>Goes on a parameter or a field of type {@link dev.berth.api.PortBlock}, {@code int[]} or
 * {@link dev.berth.api.AcquiredBlock}.
 *
 * {@snippet class = "dev.berth.junit.EchoKernelTest" region = "block"}
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PortExtension.class)
@SuppressWarnings("exports") // JUnit makes the extension; nobody else names it
public @interface ReservedPorts {
    /** {@return how many, at least 1} */
    int count();

    /** {@return the pool; with both, the ports have the same numbers in each} */
    Protocol protocol() default Protocol.TCP;

    /** {@return how long they are reserved} */
    Scope scope() default Scope.DEFAULT;

    /**
     * {@return what elements of the same scope that mean the same ports call them; empty for ports of the element's own}
     *
     * <p>A nested class sees what the classes around it have under a name. Who shares a name asks for the same: count,
     * protocol and range agree.
     */
    String name() default "";

    /** {@return the lowest port that will do; 0 for any, which is 1024 where {@link #to()} is given} */
    int from() default 0;

    /** {@return the highest port that will do; 0 for any} */
    int to() default 0;
}
