package dev.berth.it.builds;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Installs Berth when the first test asks for it, and then never again in this JVM, which runs class after class. */
final class InstalledResolver implements ParameterResolver {
    private static final class Once {
        static final Installed INSTALLED = install();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installed.class;
    }

    @Override
    public Installed resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Once.INSTALLED;
    }

    private static Installed install() {
        try {
            return Installed.install();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
