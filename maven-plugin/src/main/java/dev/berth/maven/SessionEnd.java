package dev.berth.maven;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.apache.maven.execution.ExecutionListener;
import org.jspecify.annotations.Nullable;

/**
 * Does something when a Maven session has ended, as a listener in front of the one that was there, which hears all that it
 * would hear without this.
 */
final class SessionEnd implements InvocationHandler {
    private final @Nullable ExecutionListener before;
    private final Runnable work;

    private SessionEnd(@Nullable ExecutionListener before, Runnable work) {
        this.before = before;
        this.work = work;
    }

    /**
     * {@return a listener that does some work when the session has ended, whatever the other one does then}
     *
     * @param before the listener that was there, if any
     * @param work the work
     */
    static ExecutionListener also(@Nullable ExecutionListener before, Runnable work) {
        // A proxy, since later versions of Maven may tell listeners of more than this one knows.
        return (ExecutionListener) Proxy.newProxyInstance(
                SessionEnd.class.getClassLoader(),
                new Class<?>[] {ExecutionListener.class},
                new SessionEnd(before, work));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // it is what equals itself is made of
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            // Equal to itself, as every listener is in a list of them.
            return method.getName().equals("equals") ? proxy == arguments[0] : method.invoke(this, arguments);
        }
        try {
            return before == null ? null : method.invoke(before, arguments);
        } catch (InvocationTargetException thrown) {
            throw Objects.requireNonNullElse(thrown.getCause(), thrown);
        } finally {
            if (method.getName().equals("sessionEnded")) {
                work.run();
            }
        }
    }
}
