package dev.berth.testkit.kernel;

import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.PortSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pinned guard holds. Safe for concurrent use. */
final class GuardMaps {
    private final NetworkNamespace namespace;
    private final Map<Token, GuardEntry> entries = new LinkedHashMap<>();
    private final Map<Integer, Token> associations = new LinkedHashMap<>();
    private final ScriptedRefusals refusals = new ScriptedRefusals();
    private PortSet claims = PortSet.EMPTY;
    private List<String> lostHooks = List.of();
    private final Map<Token, Integer> anchors = new LinkedHashMap<>();
    private long lastToken;
    private long changes;
    private long endings;
    private boolean retired;
    private int turn;

    GuardMaps(NetworkNamespace namespace, long firstToken) {
        this.namespace = namespace;
        lastToken = firstToken;
    }

    NetworkNamespace namespace() {
        return namespace;
    }

    ScriptedRefusals refusals() {
        return refusals;
    }

    synchronized List<String> lostHooks() {
        return lostHooks;
    }

    synchronized void loseHooks(List<String> programs) {
        lostHooks = List.copyOf(programs);
    }

    synchronized List<GuardEntry> entries() {
        return List.copyOf(entries.values());
    }

    synchronized Optional<GuardEntry> entry(Token token) {
        return Optional.ofNullable(entries.get(token));
    }

    synchronized Token issue() {
        return new Token(++lastToken);
    }

    synchronized void put(GuardEntry entry) {
        entries.put(entry.token(), entry);
    }

    synchronized void remove(Token token) {
        entries.remove(token);
    }

    synchronized void associate(int socket, Token token) {
        associations.put(socket, token);
    }

    synchronized Map<Integer, Token> associations() {
        return Map.copyOf(associations);
    }

    synchronized void anchor(int socket, Token token) {
        anchors.put(token, socket);
    }

    synchronized Map<Token, Integer> anchors() {
        return Map.copyOf(anchors);
    }

    /** The last close of a socket: what it anchors ends. */
    synchronized void closeAnchor(int socket) {
        List<Token> ended = anchors.entrySet().stream()
                .filter(anchor -> anchor.getValue() == socket)
                .map(Map.Entry::getKey)
                .toList();
        for (Token token : ended) {
            anchors.remove(token);
            endings += entries.remove(token) == null ? 0 : 1;
        }
    }

    synchronized long endings() {
        return endings;
    }

    synchronized long changes() {
        return changes;
    }

    synchronized void announce() {
        changes++;
    }

    synchronized boolean isRetired() {
        return retired;
    }

    synchronized void retire() {
        retired = true;
    }

    synchronized int turn() {
        return turn;
    }

    synchronized void turn(int port) {
        turn = port;
    }

    synchronized PortSet claims() {
        return claims;
    }

    synchronized void claim(PortSet ports) {
        claims = ports;
    }
}
