package dev.berth.bench.tests;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** {@code build-helper:reserve-network-port} for one port, as Maven calls it: a new mojo each time, whose fields are set. */
final class BuildHelperFinder {
    private static final String NAME = "port";
    private static final Parts PARTS = parts();

    private BuildHelperFinder() {}

    /** What is called; of Maven's classes, what is linked for it is all there need be. */
    private record Parts(
            MethodHandle mojo,
            MethodHandle project,
            MethodHandle setProject,
            MethodHandle setPortNames,
            MethodHandle setLog,
            Object silent,
            MethodHandle setContext,
            MethodHandle execute,
            MethodHandle properties) {}

    static int port() {
        try {
            Object project = PARTS.project.invoke();
            Object mojo = PARTS.mojo.invoke();
            PARTS.setProject.invoke(mojo, project);
            PARTS.setPortNames.invoke(mojo, new String[] {NAME});
            PARTS.setLog.invoke(mojo, PARTS.silent);
            PARTS.setContext.invoke(mojo, (Map<?, ?>) new HashMap<>());
            PARTS.execute.invoke(mojo);
            Properties found = (Properties) PARTS.properties.invoke(project);
            return Integer.parseInt(found.getProperty(NAME));
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Parts parts() {
        try {
            Class<?> mojo = Class.forName("org.codehaus.mojo.buildhelper.ReserveListenerPortMojo");
            Class<?> project = Class.forName("org.apache.maven.project.MavenProject");
            Class<?> log = Class.forName("org.apache.maven.plugin.logging.Log");
            Object silent = Proxy.newProxyInstance(
                    log.getClassLoader(),
                    new Class<?>[] {log},
                    (proxy, method, words) -> method.getReturnType() == boolean.class ? Boolean.FALSE : null);
            Lookup inside = MethodHandles.privateLookupIn(mojo, MethodHandles.lookup());
            MethodType none = MethodType.methodType(void.class);
            return new Parts(
                    inside.findConstructor(mojo, none),
                    inside.findConstructor(project, none),
                    inside.findSetter(mojo, "project", project),
                    inside.findSetter(mojo, "portNames", String[].class),
                    inside.findVirtual(mojo, "setLog", MethodType.methodType(void.class, log)),
                    silent,
                    inside.findVirtual(mojo, "setPluginContext", MethodType.methodType(void.class, Map.class)),
                    inside.findVirtual(mojo, "execute", none),
                    inside.findVirtual(project, "getProperties", MethodType.methodType(Properties.class)));
        } catch (ReflectiveOperationException missing) {
            throw new LinkageError("build-helper", missing);
        }
    }
}
