package dev.berth.junit;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.PortBlock;
import java.lang.annotation.Annotation;
import java.util.Optional;

/** What an element can ask for. */
enum Kind {
    PORT(ReservedPort.class, "an int, an Integer or an AcquiredBlock"),
    PORTS(ReservedPorts.class, "a PortBlock, an int[] or an AcquiredBlock"),
    CLOSED(ClosedPort.class, "an int or an Integer");

    private final Class<? extends Annotation> annotation;
    private final String types;

    Kind(Class<? extends Annotation> annotation, String types) {
        this.annotation = annotation;
        this.types = types;
    }

    /** Why an element of that type cannot have it, as a sentence; empty if it can. */
    Optional<String> problem(Class<?> type) {
        return suits(type)
                ? Optional.empty()
                : Optional.of("what it gives is " + types + ", and this is of type " + type.getSimpleName()
                        + "; change the type");
    }

    @Override
    public String toString() {
        return "@" + annotation.getSimpleName();
    }

    private boolean suits(Class<?> type) {
        boolean number = type == int.class || type == Integer.class;
        return switch (this) {
            case PORT -> number || type == AcquiredBlock.class;
            case PORTS -> type == PortBlock.class || type == int[].class || type == AcquiredBlock.class;
            case CLOSED -> number;
        };
    }
}
