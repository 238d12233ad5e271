package dev.berth.it.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The api's signatures keep {@link ApiSignatures}, and the rule refuses what it should. */
class ApiSignaturesTest {
    /** What nobody should write. */
    @SuppressWarnings("unused") // read by the rule
    abstract static class Bad {
        public abstract short port();

        protected abstract byte[] address();

        public abstract void from(ByteBuffer message, char port);

        abstract void hidden(short port);
    }

    @Test
    void theApiTakesAndGivesNothingThatHasAByteOrder() {
        var api = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.berth.api");
        assertThat(ApiSignatures.mixable(api)).isEmpty();
    }

    @Test
    void eachMixableTypeIsRefusedByName() {
        var bad = new ClassFileImporter().importClasses(Bad.class);
        assertThat(ApiSignatures.mixable(bad))
                .anySatisfy(breach -> assertThat(breach).endsWith("Bad.port() names short"))
                .anySatisfy(breach -> assertThat(breach).endsWith("Bad.address() names byte[]"))
                .anySatisfy(breach -> assertThat(breach).endsWith("names java.nio.ByteBuffer"))
                .anySatisfy(breach -> assertThat(breach).endsWith("names char"))
                .noneSatisfy(breach -> assertThat(breach).contains("hidden"));
    }
}
