package dev.berth.client.message;

/** The names of berthd's interface, {@code dev.berth.Ports.varlink}. */
public final class Methods {
    /** The interface. */
    public static final String INTERFACE = "dev.berth.Ports";
    /** Refused, with {@code code}, {@code name} and {@code message}. */
    public static final String REFUSED = INTERFACE + ".Refused";
    /** {@code Ports.create}. */
    public static final String CREATE = INTERFACE + ".Create";
    /** {@code Ports.delete}. */
    public static final String DELETE = INTERFACE + ".Delete";
    /** {@code Ports.change}. */
    public static final String CHANGE = INTERFACE + ".Change";
    /** {@code Ports.lookup}. */
    public static final String LOOKUP = INTERFACE + ".Lookup";
    /** {@code Ports.list}. */
    public static final String LIST = INTERFACE + ".List";
    /** {@code Ports.exclude}. */
    public static final String EXCLUDE = INTERFACE + ".Exclude";
    /** {@code Ports.removeExclusion}. */
    public static final String REMOVE_EXCLUSION = INTERFACE + ".RemoveExclusion";
    /** {@code Ports.acquire}. */
    public static final String ACQUIRE = INTERFACE + ".Acquire";
    /** {@code Ports.release}. */
    public static final String RELEASE = INTERFACE + ".Release";
    /** {@code Ports.restore}. */
    public static final String RESTORE = INTERFACE + ".Restore";
    /** {@code Ports.disable} and {@code Ports.purge}. */
    public static final String DISABLE = INTERFACE + ".Disable";
    /** Lets a socket, whose descriptor comes with the message, into a reservation. */
    public static final String ASSOCIATE = INTERFACE + ".Associate";
    /** Events as they happen. */
    public static final String WATCH = INTERFACE + ".Watch";
    /** Numbers for Prometheus. */
    public static final String METRICS = INTERFACE + ".Metrics";

    private Methods() {}
}
