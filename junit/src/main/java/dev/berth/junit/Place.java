package dev.berth.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where what an element was given is kept: in the store of the context whose life it shares.
 *
 * @param context the context
 * @param scope which life that is: {@link Scope#DEFAULT} no more
 */
record Place(ExtensionContext context, Scope scope) {
    /** What elements share that give the same name. */
    private record Named(Scope scope, Kind kind, String name) {}

    /** What an element has for itself, as often as it is asked for within the scope. */
    private record Own(Scope scope, Object element) {}

    /** The place that is meant by an element in a context. */
    static Place of(Demand demand, ExtensionContext context) {
        boolean test = context.getTestMethod().isPresent();
        return switch (demand.wish().scope()) {
            case DEFAULT -> new Place(context, test ? Scope.TEST : Scope.CLASS);
            case TEST -> {
                if (!test) {
                    throw demand.misuse("it has its value before the test and for more than one, so its scope cannot be"
                            + " TEST; leave the scope out, or ask in the test");
                }
                yield new Place(context, Scope.TEST);
            }
            case CLASS -> new Place(ofClass(demand.element().owner(), context), Scope.CLASS);
            case RUN -> new Place(context.getRoot(), Scope.RUN);
        };
    }

    /** The value for an element, which is made if it is not there. */
    Object value(Demand demand) {
        Run run = Run.of(context); // in its store first, so that it is closed last
        return context.getStore(Run.NAMESPACE)
                .getOrComputeIfAbsent(key(demand), key -> new Lease(demand, run.acquire(demand)), Lease.class)
                .share(demand);
    }

    private Object key(Demand demand) {
        Wish wish = demand.wish();
        return wish.name().isEmpty()
                ? new Own(scope, demand.element().place())
                : new Named(scope, wish.kind(), wish.name());
    }

    /** The innermost class that has the element: a nested class may use what one around it declares. */
    private static ExtensionContext ofClass(Class<?> owner, ExtensionContext context) {
        ExtensionContext at = context;
        while (true) {
            if (at.getTestMethod().isEmpty()
                    && at.getTestClass().filter(owner::isAssignableFrom).isPresent()) {
                return at;
            }
            at = at.getParent().orElseThrow(() -> new IllegalStateException(owner + " is in no test class"));
        }
    }
}
