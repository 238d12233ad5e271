package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountFileTest {
    private static final String TEXT = """
            root:x:0:0:root:/root:/bin/sh
            www-data:x:33:33::/:/bin/false
            +nis:x::::
            odd:x:many:1
            short:x
            minus:x:4294967295:1
            large:x:4294967296:1
            last:x:4294967294:1""";

    @Test
    void aNameIsFoundInItsLineAndNowhereElse() {
        assertThat(AccountFile.number("root", TEXT)).hasValue(0);
        assertThat(AccountFile.number("www-data", TEXT)).hasValue(33);
        assertThat(AccountFile.number("last", TEXT)).hasValue(4_294_967_294L);
    }

    @Test
    void aNumberIsFoundInItsLineAndNowhereElse() {
        assertThat(AccountFile.name(0, TEXT)).contains("root");
        assertThat(AccountFile.name(33, TEXT)).contains("www-data");
        assertThat(AccountFile.name(4_294_967_294L, TEXT)).contains("last");
        assertThat(AccountFile.name(1, TEXT)).isEmpty();
        assertThat(AccountFile.name(3, TEXT)).isEmpty();
        assertThat(new AccountFile(Path.of("/nonexistent/passwd")).name(0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "www", "data", "x", "33", "+nis", "odd", "short", "minus", "large", "root:x", "nobody-here"})
    void whatTheFileDoesNotSayIsLeftToOthers(String name) {
        assertThat(AccountFile.number(name, TEXT)).isEmpty();
    }

    @Test
    void aFileThatIsNotThereSaysNothing() {
        assertThat(new AccountFile(Path.of("/nonexistent/passwd")).number("root"))
                .isEmpty();
    }
}
