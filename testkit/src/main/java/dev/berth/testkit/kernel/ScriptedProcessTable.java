package dev.berth.testkit.kernel;

import dev.berth.api.Entry;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.kernel.Life;
import dev.berth.kernel.ProcessTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The processes that have the {@link ScriptedSockets} open. Safe for concurrent use. */
public final class ScriptedProcessTable implements ProcessTable {
    private final Script script;
    private final ScriptedSockets sockets;
    private final Processes processes;
    private final Set<Long> ancestral = new HashSet<>();
    private final Map<Integer, Set<Long>> ofOthers = new HashMap<>();
    private OptionalLong visible = OptionalLong.empty();
    private final Map<Integer, Set<Long>> groups = new HashMap<>();
    private final Map<Integer, Life> ancestors = new HashMap<>();
    private final Set<Integer> stubborn = new HashSet<>();

    ScriptedProcessTable(Script script, ScriptedSockets sockets, Processes processes) {
        this.script = script;
        this.sockets = sockets;
        this.processes = processes;
    }

    @Override
    public SocketOwners socketOwners() throws IOException {
        script.reach("ProcessTable.socketOwners");
        Map<Long, Owners> owners = new HashMap<>();
        OptionalLong only = visible();
        for (Entry entry : sockets.snapshot()) {
            if (only.isEmpty() || entry.uid() == only.getAsLong()) {
                owners.put(entry.inode(), entry.owners());
            }
        }
        Owners otherwise = only.isEmpty() ? Owners.NOBODY : Owners.UNKNOWN;
        return inode -> inode == 0 ? Owners.NOBODY : owners.getOrDefault(inode, otherwise);
    }

    @Override
    public synchronized Set<Long> ancestralSockets() throws IOException {
        script.reach("ProcessTable.ancestralSockets");
        return Set.copyOf(ancestral);
    }

    @Override
    public synchronized Set<Long> ancestralSockets(int pid) throws IOException {
        script.reach("ProcessTable.ancestralSockets " + pid);
        return Set.copyOf(ofOthers.getOrDefault(pid, Set.of()));
    }

    @Override
    public synchronized Set<Long> groups(int pid) throws IOException {
        script.reach("ProcessTable.groups " + pid);
        return groups.getOrDefault(pid, Set.of());
    }

    @Override
    public boolean isAlive(Life process) throws IOException {
        script.reach("ProcessTable.isAlive " + process.pid());
        return !processes.isDead(process);
    }

    /** A process is its own ancestor, and whatever {@link #adopt} says. */
    @Override
    public synchronized Optional<Life> ancestor(Life descendant, int pid) throws IOException {
        script.reach("ProcessTable.ancestor " + descendant.pid() + " " + pid);
        Life found = pid == descendant.pid() ? descendant : ancestors.get(pid);
        return Optional.ofNullable(found).filter(life -> !processes.isDead(life));
    }

    /** The process is everybody's ancestor. */
    public synchronized void adopt(Life ancestor) {
        ancestors.put(ancestor.pid(), ancestor);
    }

    /** The process, called {@code actor}, root's. */
    @Override
    public Optional<OwnerProcess> find(Life process) throws IOException {
        script.reach("ProcessTable.find " + process.pid());
        return processes.isDead(process)
                ? Optional.empty()
                : Optional.of(new OwnerProcess(process.pid(), "actor", "root", 0, "/", Optional.empty()));
    }

    @Override
    public OwnerProcess describe(int pid, String command, long uid, Optional<String> cgroup) {
        String user = uid == 0 ? "root" : Long.toString(uid);
        return new OwnerProcess(pid, command, user, uid, cgroup.orElse("?"), Optional.empty());
    }

    /** The process closes its sockets and ends at once, unless it is {@link #ignoresSignals stubborn}. */
    @Override
    public boolean terminate(int pid, long socket, long patienceMillis) throws IOException {
        script.reach("ProcessTable.terminate " + pid);
        if (isStubborn(pid)) {
            return false;
        }
        sockets.closeAllOf(pid);
        return true;
    }

    /** From here on, the caller can look into this user's processes only. */
    public synchronized void showOnly(long uid) {
        visible = OptionalLong.of(uid);
    }

    private synchronized OptionalLong visible() {
        return visible;
    }

    /** The process belongs to these groups. */
    public synchronized void join(int pid, Long... gids) {
        groups.put(pid, Set.of(gids));
    }

    /** The process does not end, whoever asks. */
    public synchronized void ignoresSignals(int pid) {
        stubborn.add(pid);
    }

    private synchronized boolean isStubborn(int pid) {
        return stubborn.contains(pid);
    }

    /** Another process, or one of its ancestors, has this socket open. */
    public synchronized void inherit(int pid, Entry entry) {
        ofOthers.computeIfAbsent(pid, _ -> new HashSet<>()).add(entry.inode());
    }

    /** The caller, or one of its ancestors, has this socket open. */
    public synchronized void inherit(Entry entry) {
        ancestral.add(entry.inode());
    }
}
