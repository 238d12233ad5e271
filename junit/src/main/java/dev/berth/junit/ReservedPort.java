package dev.berth.junit;

import dev.berth.api.Protocol;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A port that is reserved for a test: the test's own process and its children bind it, and nobody else, as firmly as the
 * ports of this machine can be held, for as long as the {@link #scope()} lasts. The port is free when it is given, on all
 * addresses of IPv4 and IPv6.
 *
 * {@snippet class = "dev.berth.junit.EchoKernelTest" region = "reserved"}
 *
 * <p>Goes on a parameter or a field of type {@code int}, {@code Integer} or {@link dev.berth.api.AcquiredBlock}:
 * parameters of constructors, lifecycle methods, tests and test factories, after the arguments of a parameterized test;
 * instance fields, which have their port when the instance has been made, and static ones, which have it before all
 * tests; fields of superclasses, too. It may be put on another annotation, which then stands for it. Nothing has to be
 * registered.
 *
 * {@snippet class = "dev.berth.junit.EchoKernelTest" region = "fields"}
 *
 * <p>How firmly the port is held is up to the {@link dev.berth.client.Mode}: the configuration parameter
 * {@code berth.mode} (in {@code junit-platform.properties}, or a system property), else the environment variable
 * {@code BERTH_MODE}. With {@code auto}, the usual one, the kernel refuses the port to strangers where a berthd answers;
 * elsewhere it is cooperative. With {@code enforced} a test without berthd fails.
 * {@link dev.berth.api.AcquiredBlock#isEnforced()} tells.
 *
 * <p>A test fails where no port is to be had, with the code and the sentence of the refusal, and where the annotation
 * makes no sense, with the element, the rule and the fix. Needs no privilege. Tests may run in parallel.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PortExtension.class)
@SuppressWarnings("exports") // JUnit makes the extension; nobody else names it
public @interface ReservedPort {
    /** {@return the pool; with both, the port has the same number in each} */
    Protocol protocol() default Protocol.TCP;

    /** {@return how long it is reserved} */
    Scope scope() default Scope.DEFAULT;

    /**
     * {@return what elements of the same scope that mean the same port call it; empty for a port of the element's own}
     *
     * <p>A nested class sees what the classes around it have under a name. Who shares a name asks for the same: protocol
     * and range agree.
     */
    String name() default "";

    /** {@return the lowest port that will do; 0 for any, which is 1024 where {@link #to()} is given} */
    int from() default 0;

    /** {@return the highest port that will do; 0 for any} */
    int to() default 0;
}
