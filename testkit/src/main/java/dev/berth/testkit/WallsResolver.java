package dev.berth.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Builds walls where a test asks for them; the store closes them, after what was put there later. */
final class WallsResolver implements ParameterResolver {
    private static final Namespace OWN = Namespace.create(WallsResolver.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Walls.class;
    }

    @Override
    public Walls resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context);
    }

    static Walls of(ExtensionContext context) {
        return context.getStore(OWN).computeIfAbsent(Walls.class, ignored -> build(), Walls.class);
    }

    private static Walls build() {
        try {
            return Walls.build();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
