package dev.berth.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdUnitTest {
    @ParameterizedTest
    @CsvSource({
        "/init.scope, init.scope",
        "/system.slice/nginx.service, nginx.service",
        "/system.slice/system-getty.slice/getty@tty1.service, getty@tty1.service",
        "/system.slice/web.socket, web.socket",
        "/system.slice/var-lib.mount, var-lib.mount",
        "/user.slice/user-1000.slice/session-4.scope, session-4.scope",
        "/user.slice/user-1000.slice/user@1000.service/app.slice/web.service, web.service",
        "/user.slice/user-1000.slice/user@1000.service/init.scope, init.scope",
        "/system.slice/web.service/worker, web.service",
        "/system.slice/_cpu.service, cpu.service",
        "/system.slice/docker-0f.scope/system.slice/inner.service/deep/er, inner.service",
    })
    void theInnermostUnitCounts(String cgroup, String unit) {
        assertThat(SystemdUnit.of(cgroup)).contains(unit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/system.slice",
                "/user.slice/user-1000.slice",
                "/berth-1-2",
                "/.service",
                "/_.service",
                "/web.service.d",
                "/web service",
                "/we b.service",
                "/web.Service"
            })
    void elsewhereThereIsNone(String cgroup) {
        assertThat(SystemdUnit.of(cgroup)).isEmpty();
    }

    @Test
    void escapedLettersStay() {
        assertThat(SystemdUnit.of("/system.slice/dev-disk\\x2da.swap")).contains("dev-disk\\x2da.swap");
    }
}
