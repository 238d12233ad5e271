package dev.berth.junit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/** Gives ports to parameters and fields. What it has learned of a class it keeps with the class, and all else in JUnit's stores. */
final class PortExtension
        implements ParameterResolver, TestInstancePostProcessor, BeforeAllCallback, BeforeEachCallback {
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

    @Override
    public void beforeAll(ExtensionContext context) throws IllegalAccessException {
        for (FieldDemand field : Fields.of(context.getRequiredTestClass()).ofClass()) {
            field.give(null, context);
        }
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) throws IllegalAccessException {
        for (FieldDemand field : Fields.of(instance.getClass()).withInstance()) {
            field.give(instance, context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IllegalAccessException {
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            for (FieldDemand field : Fields.of(instance.getClass()).withTest()) {
                field.give(instance, context);
            }
        }
    }

    private static Optional<Demand> demand(ParameterContext parameter) {
        return PARAMETERS
                .get(parameter.getDeclaringExecutable().getDeclaringClass())
                .computeIfAbsent(Element.place(parameter), key -> Demand.of(parameter));
    }
}
