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

    /** What an element shares with itself, each time it is asked for within the class or the run. */
    private record Own(Object element, String context) {}

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
        Run run = Run.of(context); // in its store before all leases, so that it is closed after them
        ExtensionContext.Store store = context.getStore(Run.NAMESPACE);
        Wish wish = demand.wish();
        if (!wish.name().isEmpty()) {
            return store.getOrComputeIfAbsent(
                            new Named(scope, wish.kind(), wish.name()), key -> lease(demand, run), Lease.class)
                    .share(demand);
        }
        if (wish.scope() == Scope.CLASS || wish.scope() == Scope.RUN) {
            return store.getOrComputeIfAbsent(
                            new Own(demand.element().place(), context.getUniqueId()),
                            key -> lease(demand, run),
                            Lease.class)
                    .share(demand);
        }
        Lease lease = lease(demand, run);
        store.put(new Object(), lease);
        return lease.share(demand);
    }

    private Lease lease(Demand demand, Run run) {
        boolean shared = scope == Scope.CLASS && demand.element().isStatic();
        return new Lease(demand, shared ? run.join(demand) : run.acquire(demand));
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
