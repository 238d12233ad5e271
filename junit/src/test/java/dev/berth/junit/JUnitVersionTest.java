package dev.berth.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.testkit.engine.EngineTestKit;

/** These tests run on the JUnit that the build says, in all its parts. */
class JUnitVersionTest {
    @Test
    void everyPartIsOfTheVersion() {
        String jupiter = System.getProperty("berth.junit");
        String platform = jupiter.startsWith("5.") ? "1" + jupiter.substring(1) : jupiter;
        Map<Class<?>, String> parts = Map.of(
                Extension.class, jupiter,
                JupiterTestEngine.class, jupiter,
                ParameterizedTest.class, jupiter,
                JUnitException.class, platform,
                TestEngine.class, platform,
                Launcher.class, platform,
                EngineTestKit.class, platform);
        assertThat(parts)
                .allSatisfy((part, version) -> assertThat(part.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .endsWith("-" + version + ".jar"));
    }
}
