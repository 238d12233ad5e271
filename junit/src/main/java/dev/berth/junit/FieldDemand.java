package dev.berth.junit;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A field that asks for ports.
 *
 * @param field the field
 * @param demand what it asks for
 */
record FieldDemand(Field field, Demand demand) {
    /** Gives the field of an instance, or the static one, its value in a context. */
    void give(@Nullable Object instance, ExtensionContext context) throws IllegalAccessException {
        check();
        field.set(instance, Place.of(demand, context).value(demand));
    }

    /** Checks that it makes sense, and can be done. */
    void check() {
        demand.check();
        if (!field.trySetAccessible()) {
            throw demand.misuse(field.getDeclaringClass().getModule() + " does not open "
                    + field.getDeclaringClass().getPackageName() + " to " + FieldDemand.class.getModule()
                    + "; open it, or have a parameter");
        }
    }
}
