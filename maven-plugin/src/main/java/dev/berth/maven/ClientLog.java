package dev.berth.maven;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.maven.plugin.logging.Log;

/** What the client tells its logger on this thread is said in Maven's log, in Maven's way, until this is closed. */
final class ClientLog extends Handler {
    /** Held, since the system forgets loggers that nobody holds, and what was set with them. */
    private static final Logger CLIENT = Logger.getLogger("dev.berth.client");

    private final Thread thread = Thread.currentThread();
    private final Log log;

    private ClientLog(Log log) {
        this.log = log;
    }

    static ClientLog to(Log log) {
        ClientLog handler = new ClientLog(log);
        CLIENT.setUseParentHandlers(false);
        CLIENT.addHandler(handler);
        return handler;
    }

    @Override
    public void publish(LogRecord told) {
        if (Thread.currentThread().equals(thread)) {
            log.info(told.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        CLIENT.removeHandler(this);
    }
}
