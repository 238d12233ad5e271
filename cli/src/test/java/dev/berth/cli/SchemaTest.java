package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of our JSON finds what is wrong with it. */
class SchemaTest {
    private final Schema schema = new Schema();

    @Test
    void aSoundAnswerPasses() {
        assertThatCode(() -> schema.check("{\"version\":\"1\",\"warnings\":[]}\n"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"version\":\"1\"}",
                "{\"version\":1,\"warnings\":[]}",
                "{\"version\":\"1\",\"warnings\":[],\"more\":1}",
                "{\"version\":\"1\",\"warnings\":[\"\"]}",
                "{\"error\":{\"message\":\"m\",\"exit\":0}}",
                "{\"error\":{\"message\":\"m\",\"exit\":1,\"code\":32}}",
                "{\"findings\":[{\"subject\":\"s\",\"answer\":\"perhaps\",\"detail\":\"\"}],\"warnings\":[]}",
            })
    void whatTheSchemaDoesNotKnowFails(String json) {
        assertThatThrownBy(() -> schema.check(json + "\n")).isInstanceOf(AssertionError.class);
    }
}
