package dev.berth.it.walls;

import dev.berth.api.Ports;
import dev.berth.testkit.Walls;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes the engine of a test's walls. */
final class PortsResolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Ports.class;
    }

    @Override
    public Ports resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return InsidePorts.of(Walls.of(context));
    }
}
