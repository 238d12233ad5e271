package dev.berth.engine;

import dev.berth.engine.store.Disk;
import dev.berth.engine.store.LocalDisk;
import dev.berth.kernel.Errno;
import dev.berth.testkit.kernel.Script;
import dev.berth.testkit.kernel.ScriptedKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The real disk, whose calls are recorded and made to fail by a script. */
final class ScriptedDisk implements Disk {
    private final Disk disk;
    private final Script script;

    ScriptedDisk(ScriptedKernel kernel) {
        disk = new LocalDisk(InstantSource.system(), kernel::words);
        script = kernel.script();
    }

    @Override
    public Optional<Errno> error(String text) {
        return disk.error(text);
    }

    @Override
    public List<String> names(Path directory) throws IOException {
        script.reach("Disk.names");
        return disk.names(directory);
    }

    @Override
    public byte[] read(Path file, int most) throws IOException {
        script.reach("Disk.read " + file.getFileName());
        return disk.read(file, most);
    }

    @Override
    public Permission permission(Path path) throws IOException {
        script.reach("Disk.permission " + path.getFileName());
        return disk.permission(path);
    }

    @Override
    public Status status(Path file) throws IOException {
        script.reach("Disk.status " + file.getFileName());
        return disk.status(file);
    }

    @Override
    public boolean isLink(Path path) throws IOException {
        script.reach("Disk.isLink " + path.getFileName());
        return disk.isLink(path);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        script.reach("Disk.makeDirectory");
        disk.makeDirectory(directory);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        script.reach("Disk.write " + file.getFileName());
        disk.write(file, content);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        script.reach("Disk.rename " + to.getFileName());
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        script.reach("Disk.delete " + path.getFileName());
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        script.reach("Disk.syncDirectory");
        disk.syncDirectory(directory);
    }
}
