package dev.berth.junit;

import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * What an element was given, for as long as a store keeps it. It is closeable in both ways: JUnit 5.12 knows the one, and
 * later ones want the other.
 *
 * @param demand the element that it was made for; others may share it
 * @param holding what is held
 */
record Lease(Demand demand, Holding holding) implements CloseableResource, AutoCloseable {
    /** Ports that are kept from others. */
    interface Holding extends AutoCloseable {
        /** They, as an element of that type has them. */
        Object as(Class<?> type);

        @Override
        void close();
    }

    /** What another element has of it that asks for the same. */
    Object share(Demand other) {
        String terms = demand.wish().terms();
        String asked = other.wish().terms();
        if (!terms.equals(asked)) {
            throw other.misuse("the name '" + other.wish().name() + "' stands for " + terms + " already, asked for by "
                    + demand.element().title() + ", and this asks for " + asked
                    + "; ask for the same, or choose another name");
        }
        return holding.as(other.element().type());
    }

    @Override
    public void close() {
        holding.close();
    }
}
