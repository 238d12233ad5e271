package dev.berth.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A TCP port on which nothing listens, and nothing can listen while the {@link #scope()} lasts, for tests of what a
 * program does when nobody answers: a connect to it is refused at once.
 *
 * {@snippet class = "dev.berth.junit.EchoKernelTest" region = "closed"}
 *
 * <p>A socket is bound to the port that does not listen and shares it with nobody, on all addresses of IPv4 and IPv6. It
 * keeps out everybody, the test too, and that with the kernel's own means: it needs no berthd, and
 * {@link dev.berth.client.Mode} does not matter (with {@code java.net.preferIPv4Stack} it is IPv4 alone). It is a TCP port because a UDP socket cannot be had without receiving:
 * what is sent to a UDP port that is held is not refused but lost, which is what a silent server looks like.
 *
 * <p>Goes on a parameter or a field of type {@code int} or {@code Integer}, in the same places as {@link ReservedPort}.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PortExtension.class)
@SuppressWarnings("exports") // JUnit makes the extension; nobody else names it
public @interface ClosedPort {
    /** {@return how long it stays closed} */
    Scope scope() default Scope.DEFAULT;

    /** {@return what elements of the same scope that mean the same port call it; empty for a port of the element's own} */
    String name() default "";
}
