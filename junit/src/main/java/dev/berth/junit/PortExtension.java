package dev.berth.junit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives ports to parameters. What it has learned of a class it keeps with the class, and all else in JUnit's stores. */
final class PortExtension implements ParameterResolver {
    private static final ClassValue<Map<Element.Parameter, Optional<Demand>>> PARAMETERS = new ClassValue<>() {
        @Override
        protected Map<Element.Parameter, Optional<Demand>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return demand(parameter).isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Demand demand = demand(parameter).orElseThrow();
        demand.check();
        return Place.of(demand, context).value(demand);
    }

    private static Optional<Demand> demand(ParameterContext parameter) {
        return PARAMETERS
                .get(parameter.getDeclaringExecutable().getDeclaringClass())
                .computeIfAbsent(Element.place(parameter), key -> Demand.of(parameter));
    }
}
