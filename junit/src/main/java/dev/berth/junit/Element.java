package dev.berth.junit;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ParameterContext;

/**
 * A parameter or a field of a test class.
 *
 * @param place the field, or the {@link Parameter}: equal for the same element
 * @param type what it holds
 * @param owner the class that declares it
 * @param title what it is called in messages
 */
record Element(Object place, Class<?> type, Class<?> owner, String title) {
    /** A parameter's place; the JVM's own object is made anew and again. */
    record Parameter(Executable executable, int index) {}

    static Element of(ParameterContext context) {
        Executable executable = context.getDeclaringExecutable();
        Class<?> owner = executable.getDeclaringClass();
        String parameters = Arrays.stream(executable.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        String called = executable.getName().equals(owner.getName())
                ? owner.getName() + parameters
                : owner.getName() + "." + executable.getName() + parameters;
        return new Element(
                place(context),
                context.getParameter().getType(),
                owner,
                "parameter " + context.getParameter().getName() + " of " + called);
    }

    static Element of(Field field) {
        Class<?> owner = field.getDeclaringClass();
        String called = (Modifier.isStatic(field.getModifiers()) ? "static field " : "field ") + owner.getName() + "."
                + field.getName();
        return new Element(field, field.getType(), owner, called);
    }

    boolean isStatic() {
        return place instanceof Field field && Modifier.isStatic(field.getModifiers());
    }

    static Parameter place(ParameterContext context) {
        return new Parameter(context.getDeclaringExecutable(), context.getIndex());
    }
}
