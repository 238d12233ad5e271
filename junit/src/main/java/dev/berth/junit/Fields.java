package dev.berth.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a class that ask for ports, its superclasses' first. They are looked for once a class.
 *
 * @param withInstance those that have theirs as soon as there is an instance
 * @param withTest those that are given theirs before each test
 * @param ofClass the static ones
 */
record Fields(List<FieldDemand> withInstance, List<FieldDemand> withTest, List<FieldDemand> ofClass) {
    private static final ClassValue<Fields> KNOWN = new ClassValue<>() {
        @Override
        protected Fields computeValue(Class<?> type) {
            Fields found = new Fields(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            found.lookIn(type);
            return found;
        }
    };

    /** Those of a class. */
    static Fields of(Class<?> type) {
        return KNOWN.get(type);
    }

    private void lookIn(Class<?> type) {
        if (type.getSuperclass() != null) {
            lookIn(type.getSuperclass());
        }
        for (Class<?> constants : type.getInterfaces()) {
            lookIn(constants); // JUnit looks there, too; what is found is final, and told to be a mistake
        }
        for (Field field : type.getDeclaredFields()) {
            boolean component = type.isRecord() && !Modifier.isStatic(field.getModifiers());
            if (!component) { // a component's annotation is on the parameter of the constructor, too
                Demand.of(field).ifPresent(demand -> add(new FieldDemand(field, demand)));
            }
        }
    }

    private void add(FieldDemand found) {
        if (Modifier.isStatic(found.field().getModifiers())) {
            ofClass.add(found);
        } else if (found.demand().wish().scope() == Scope.TEST) {
            withTest.add(found);
        } else {
            withInstance.add(found);
        }
    }
}
