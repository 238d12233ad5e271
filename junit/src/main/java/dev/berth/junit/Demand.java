package dev.berth.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * An element, and what it asks for.
 *
 * @param element the element
 * @param wish what it asks for; the first wish where there is more than one, which is a mistake
 * @param problem why that makes no sense, as a sentence; empty if it does
 */
record Demand(Element element, Wish wish, Optional<String> problem) {
    /** What a parameter asks for, if anything. */
    static Optional<Demand> of(ParameterContext parameter) {
        List<Wish> wishes = Wish.on(parameter::findAnnotation);
        if (wishes.isEmpty()) {
            return Optional.empty();
        }
        Element element = Element.of(parameter);
        return Optional.of(new Demand(element, wishes.get(0), problem(element, wishes)));
    }

    /** What a field asks for, if anything. */
    static Optional<Demand> of(Field field) {
        if (field.getAnnotations().length == 0) { // as nearly all: looking further takes time
            return Optional.empty();
        }
        List<Wish> wishes = Wish.on(new Wish.Annotations() {
            @Override
            public <A extends java.lang.annotation.Annotation> Optional<A> find(Class<A> type) {
                return AnnotationSupport.findAnnotation(field, type);
            }
        });
        if (wishes.isEmpty()) {
            return Optional.empty();
        }
        Element element = Element.of(field);
        return Optional.of(new Demand(
                element,
                wishes.get(0),
                problem(element, wishes).or(() -> problem(field, wishes.get(0).scope()))));
    }

    /**
     * Checks that it makes sense.
     *
     * @throws ExtensionConfigurationException if it does not
     */
    void check() {
        problem.ifPresent(sentence -> {
            throw misuse(sentence);
        });
    }

    /** The mistake that a sentence tells, of this element. */
    ExtensionConfigurationException misuse(String sentence) {
        return new ExtensionConfigurationException(this + ": " + sentence);
    }

    /** {@code @ReservedPort on field com.example.ServerTest.port}. */
    @Override
    public String toString() {
        return wish.kind() + " on " + element.title();
    }

    private static Optional<String> problem(Element element, List<Wish> wishes) {
        Wish wish = wishes.get(0);
        if (wishes.size() > 1) {
            return Optional.of(wishes.get(1).kind()
                    + " is there, too, and an element has one reservation; take one of the two away");
        }
        return wish.kind().problem(element.type()).or(wish::problem);
    }

    private static Optional<String> problem(Field field, Scope scope) {
        if (Modifier.isFinal(field.getModifiers())) {
            return Optional.of("a final field cannot be given a value; let it not be final, or have it a parameter");
        }
        if (Modifier.isStatic(field.getModifiers()) && scope == Scope.TEST) {
            return Optional.of("a static field belongs to no test, so its scope cannot be TEST; leave the scope out, or"
                    + " let the field not be static");
        }
        return Optional.empty();
    }
}
