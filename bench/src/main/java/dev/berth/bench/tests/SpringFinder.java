package dev.berth.bench.tests;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** {@code TestSocketUtils.findAvailableTcpPort()} of spring-test, whose jars are no modules. */
final class SpringFinder {
    private static final MethodHandle FIND = find();

    private SpringFinder() {}

    static int port() {
        try {
            return (int) FIND.invokeExact();
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static MethodHandle find() {
        try {
            Class<?> utils = Class.forName("org.springframework.test.util.TestSocketUtils");
            return MethodHandles.publicLookup()
                    .findStatic(utils, "findAvailableTcpPort", MethodType.methodType(int.class));
        } catch (ReflectiveOperationException missing) {
            throw new LinkageError("spring-test", missing);
        }
    }
}
