package dev.berth.it.walls;

import dev.berth.api.Ports;
import dev.berth.testkit.Walls;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes the engine of a test's walls, one for all that the test asks; the store closes it. */
final class PortsResolver implements ParameterResolver {
    private static final Namespace OWN = Namespace.create(PortsResolver.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Ports.class;
    }

    @Override
    public Ports resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Walls walls = Walls.of(context);
        return context.getStore(OWN).computeIfAbsent(Ports.class, ignored -> InsidePorts.of(walls), Ports.class);
    }
}
