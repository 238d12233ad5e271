package dev.berth.daemon;

/** Numbers in the text format of Prometheus, version 0.0.4. */
final class Metrics {
    private final StringBuilder text = new StringBuilder();

    /** A number that only grows. */
    void counter(String name, String help, long value) {
        write(name + "_total", "counter", help, value);
    }

    /** A number that goes up and down. */
    void gauge(String name, String help, long value) {
        write(name, "gauge", help, value);
    }

    private void write(String name, String type, String help, long value) {
        text.append("# HELP berth_").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE berth_").append(name).append(' ').append(type).append('\n');
        text.append("berth_").append(name).append(' ').append(value).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
