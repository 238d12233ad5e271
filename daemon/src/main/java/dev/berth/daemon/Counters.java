package dev.berth.daemon;

/** How often what has happened since berthd was started. Belongs to the loop's thread. */
final class Counters {
    private long acquired;
    private long released;
    private long ended;
    private long refused;
    private long binds;
    private long connections;

    void acquired() {
        acquired++;
    }

    void released() {
        released++;
    }

    void ended() {
        ended++;
    }

    /** A request was turned down. */
    void refused() {
        refused++;
    }

    /** So many binds by strangers. */
    void binds(long refusals) {
        binds += refusals;
    }

    void connected() {
        connections++;
    }

    /** What it looks like to a metrics system, one line each. */
    void writeTo(Metrics metrics) {
        metrics.counter("acquired", "Runtime reservations that were acquired.", acquired);
        metrics.counter("released", "Runtime reservations that were released.", released);
        metrics.counter("ended", "Runtime reservations that ended with their processes or sockets.", ended);
        metrics.counter("requests_refused", "Requests that were turned down.", refused);
        metrics.counter("binds_refused", "Binds of strangers that the guard refused and reported.", binds);
        metrics.counter("connections", "Connections that were made.", connections);
    }
}
