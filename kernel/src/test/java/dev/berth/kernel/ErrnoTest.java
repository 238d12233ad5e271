package dev.berth.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrnoTest {
    @Test
    void everyConstantIsCalledWhatItSays() throws Exception {
        List<Field> constants = Arrays.stream(Errno.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .toList();
        assertThat(constants).hasSizeGreaterThan(20);
        for (Field constant : constants) {
            assertThat(constant.get(null)).hasToString(constant.getName());
        }
    }

    @Test
    void aNumberWithoutANameIsANumber() {
        assertThat(new Errno(4095)).hasToString("errno 4095");
        assertThat(new SyscallException("bind", new Errno(98), "port 80")).hasMessage("bind port 80: EADDRINUSE");
    }
}
