package dev.berth.daemon;

/** Hears nothing. */
final class SilentLog implements Log {
    @Override
    public void say(String sentence) {}

    @Override
    public void broken(String when, Throwable failure) {}
}
