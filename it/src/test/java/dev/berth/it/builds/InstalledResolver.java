package dev.berth.it.builds;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Installs Berth when the first test asks for it, and then never again in this run. */
final class InstalledResolver implements ParameterResolver {
    private static final Namespace OWN = Namespace.create(InstalledResolver.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installed.class;
    }

    @Override
    public Installed resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(OWN).computeIfAbsent(Installed.class, ignored -> install(), Installed.class);
    }

    private static Installed install() {
        try {
            return Installed.install();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
