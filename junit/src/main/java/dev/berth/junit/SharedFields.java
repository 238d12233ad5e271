package dev.berth.junit;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What static fields have. A field of a superclass is one field for all test classes that extend it, which may run at the
 * same time: it keeps its value until the last of them ends. Safe for concurrent use.
 */
final class SharedFields {
    private final Map<Element, Use> uses = new HashMap<>();

    private static final class Use {
        private final Lease.Holding holding;
        private int classes;

        Use(Lease.Holding holding) {
            this.holding = holding;
        }
    }

    /** What one class has of a field. */
    private final class Part implements Lease.Holding {
        private final Element field;
        private final Use use;

        Part(Element field, Use use) {
            this.field = field;
            this.use = use;
        }

        @Override
        public Object as(Class<?> type) {
            return use.holding.as(type);
        }

        @Override
        public void close() {
            leave(field, use);
        }
    }

    /** What the field of a demand has, for one more class; acquired if this is the first. */
    synchronized Lease.Holding join(Demand demand, Function<Demand, Lease.Holding> acquire) {
        Element field = demand.element();
        Use use = uses.get(field);
        if (use == null) {
            use = new Use(acquire.apply(demand));
            uses.put(field, use);
        }
        use.classes++;
        return new Part(field, use);
    }

    private synchronized void leave(Element field, Use use) {
        use.classes--;
        if (use.classes == 0) {
            uses.remove(field);
            use.holding.close();
        }
    }
}
