package dev.berth.client.cooperative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileReturnsKernelTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsHeldIsLockedInAFileThatCameBack() throws Exception {
        Path path = folder.resolve("ports.lock");
        Path aside = folder.resolve("aside");
        LockFile file = LockFile.at(path);
        LockFile.Held first = file.lock(Protocol.TCP, PortBlock.of(20_000)).orElseThrow();
        Files.move(path, aside);
        LockFile.Held second = file.lock(Protocol.TCP, PortBlock.of(20_001)).orElseThrow();
        first.close();
        Files.delete(path);
        Files.move(aside, path);
        LockFile.Held third = file.lock(Protocol.TCP, PortBlock.of(20_002)).orElseThrow();

        System.gc(); // it closes what nobody has any more, and all locks of a file go with one of its descriptors
        assertThat(OtherProcess.locks(path, 20_000)).isTrue();
        assertThat(OtherProcess.locks(path, 20_001)).isFalse();
        assertThat(OtherProcess.locks(path, 20_002)).isFalse();
        second.close();
        third.close();
    }
}
