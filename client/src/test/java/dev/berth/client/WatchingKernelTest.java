package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Event;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.client.ScriptedDaemon.Peer;
import dev.berth.client.message.Events;
import dev.berth.client.message.Methods;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events come one by one, until the watching ends; berthd may be started anew meanwhile. */
class WatchingKernelTest {
    private static final Event EVENT =
            Event.of(Event.Kind.REFUSED, Instant.parse("2026-01-01T00:00:00Z"), Protocol.TCP, PortBlock.of(8080));
    private static final String BEGINS = "begins";

    @TempDir
    private Path folder;

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private Path socket;
    private ScriptedDaemon daemon;
    private ClientPorts ports;
    private Watching watching;

    @BeforeEach
    void listen() throws IOException {
        socket = folder.resolve("berth.sock");
        daemon = new ScriptedDaemon(socket);
        watch(Duration.ofHours(1));
    }

    @AfterEach
    void end() throws IOException {
        watching.close();
        ports.close();
        daemon.close();
    }

    @Test
    void whatHappensIsToldInItsOrderUntilTheWatchingIsClosed() throws Exception {
        Apart<Outcome<Long>> run = Apart.from(watching::run);
        try (Peer peer = begin()) {
            peer.answer(Reply.continued(Events.reply(EVENT)));
            peer.answer(Reply.continued(Events.reply(EVENT.times(2))));
            assertThat(next()).isEqualTo(EVENT);
            assertThat(next()).isEqualTo(EVENT.times(2));
            ports.close(); // is no concern of the watching
            peer.answer(Reply.continued(Events.reply(EVENT.times(3))));
            assertThat(next()).isEqualTo(EVENT.times(3));
            watching.close();
            assertThat(run.result()).isEqualTo(Outcome.granted(3L));
            assertThat(peer.isGone()).isTrue();
        }
    }

    @Test
    void aBerthdThatIsStartedAnewIsAskedAgain() throws Exception {
        Apart<Outcome<Long>> run = Apart.from(watching::run);
        for (int i = 1; i <= 3; i++) {
            Peer peer = begin();
            peer.answer(Reply.continued(Events.reply(EVENT.times(i))));
            assertThat(next()).isEqualTo(EVENT.times(i));
            daemon.close();
            peer.close();
            daemon = new ScriptedDaemon(socket);
        }
        begin().close();
        watching.close();
        assertThat(run.result()).isEqualTo(Outcome.granted(3L));
    }

    @Test
    void eachTimeThatItGoesItIsWaitedForAsLong() throws Exception {
        ports = new ClientPorts(new Daemon(socket, SocketLine::to, OneTry::new));
        watching = ports.watching(new Noting(told));
        Apart<Outcome<Long>> run = Apart.from(watching::run);
        for (int i = 0; i < 3; i++) {
            begin().close();
        }
        Peer peer = daemon.accept(); // which goes again without a word
        daemon.close();
        peer.close();
        assertThat(run.result().code()).isEqualTo(Code.WSAENETDOWN);
    }

    /** It is worth one more try, and no second one. */
    private static final class OneTry extends Patience {
        private boolean tried;

        @Override
        boolean lasts() {
            boolean first = !tried;
            tried = true;
            return first;
        }
    }

    @Test
    void whoWasNeverThereIsNotWaitedFor() throws Exception {
        daemon.close();
        assertThat(watching.run())
                .isEqualTo(Outcome.refused(
                        Code.WSAENETDOWN,
                        "watch: nobody answers on " + socket + " (No such file or directory);"
                                + " start berthd with 'systemctl start berthd' or 'berth serve', and try again"));
        assertThat(told).isEmpty();
    }

    @Test
    void whoDoesNotComeAgainIsGivenUp() throws Exception {
        watch(Duration.ofMillis(30));
        Apart<Outcome<Long>> run = Apart.from(watching::run);
        Peer peer = begin();
        daemon.close();
        peer.close();
        assertThat(run.result().code()).isEqualTo(Code.WSAENETDOWN);
    }

    @Test
    void aRefusalEndsTheWatching() throws Exception {
        Apart<Outcome<Long>> run = Apart.from(watching::run);
        JsonObject why = new JsonObject()
                .with("code", Code.ERROR_ACCESS_DENIED.number())
                .with("message", "watch: only for administrators");
        try (Peer peer = daemon.acceptAndAnswer(Reply.error(Methods.REFUSED, why))) {
            assertThat(run.result())
                    .isEqualTo(Outcome.refused(Code.ERROR_ACCESS_DENIED, "watch: only for administrators"));
            assertThat(peer.isGone()).isTrue();
        }
    }

    @Test
    void anEventThatMakesNoSenseEndsTheWatching() throws Exception {
        Apart<Outcome<Long>> run = Apart.from(watching::run);
        try (Peer peer = begin()) {
            peer.answer(Reply.continued(new JsonObject().with("event", new JsonObject().with("kind", "refused"))));
            assertThat(run.result())
                    .isEqualTo(Outcome.refused(
                            Code.ERROR_NOT_SUPPORTED,
                            "watch: berthd's answer makes no sense ('time' is missing);"
                                    + " it may be of another version than this client"));
        }
    }

    @Test
    void whatIsClosedBeforeItRunsTellsNothing() throws Exception {
        watching.close();
        assertThat(watching.run()).isEqualTo(Outcome.granted(0L));
        assertThat(told).isEmpty();
    }

    @Test
    void whatTheWatcherThrowsEndsTheWatchingAndTheConnection() throws Exception {
        watching = ports.watching(event -> {
            throw new IllegalStateException("enough");
        });
        Apart<String> run = Apart.from(() -> {
            try {
                return "" + watching.run();
            } catch (IllegalStateException thrown) {
                return thrown.getMessage();
            }
        });
        try (Peer peer = daemon.acceptAndAnswer(Reply.continued(Events.reply(EVENT)))) {
            assertThat(run.result()).isEqualTo("enough");
            assertThat(peer.isGone()).isTrue();
        }
    }

    private void watch(Duration patience) {
        ports = new ClientPorts(new Daemon(socket, SocketLine::to, () -> new Patience(patience)));
        watching = ports.watching(new Noting(told));
    }

    /** Notes what it is told. */
    private record Noting(Queue<Object> told) implements Watching.Watcher {
        @Override
        public void happened(Event event) {
            told.add(event);
        }

        @Override
        public void begins() {
            told.add(BEGINS);
        }
    }

    /** A client that watches from here on. */
    private Peer begin() throws Exception {
        Peer peer = daemon.accept();
        assertThat(peer.read())
                .isEqualTo(Call.of(Methods.WATCH, new JsonObject()).withMore());
        peer.answer(Reply.continued(Events.begin()));
        assertThat(next()).isEqualTo(BEGINS);
        return peer;
    }

    private Object next() throws InterruptedException {
        return told.poll(1, TimeUnit.MINUTES);
    }
}
