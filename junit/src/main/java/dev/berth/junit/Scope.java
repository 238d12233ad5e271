package dev.berth.junit;

/** How long what an element of a test class asks for is kept. */
public enum Scope {
    /**
     * What the place of the element implies: for a parameter of a test, of {@code @BeforeEach} or of {@code @AfterEach},
     * the test; for a parameter of {@code @BeforeAll} or {@code @AfterAll} and for a static field, the class; for a
     * parameter of the constructor and for an instance field, the life of the instance, which is the test, or the class
     * where the lifecycle is {@code PER_CLASS}.
     */
    DEFAULT,
    /** The test: one invocation of a repeated or parameterized one, all that a test factory gives. */
    TEST,
    /** The test class that the element belongs to, with the classes nested in it. */
    CLASS,
    /** The whole run of the tests in this JVM. */
    RUN
}
