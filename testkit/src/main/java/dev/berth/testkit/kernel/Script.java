package dev.berth.testkit.kernel;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The calls that were made, in their order, and what is to go wrong with them. Calls are counted from 0 since the last
 * {@link #restart()}. Safe for concurrent use.
 */
public final class Script {
    private final List<String> calls = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    private final List<Event> events = new ArrayList<>();

    private record Event(String beginning, Runnable happening) {}

    private record Rule(Predicate<Script> applies, Function<String, Throwable> harm) {}

    Script() {}

    /**
     * A call is about to be made: records it, and fails or dies if that was asked for. A test that stands in for
     * something else, such as a disk, calls this as well, so that all calls are counted together.
     */
    public synchronized void reach(String call) throws IOException {
        calls.add(call);
        for (Event event : List.copyOf(events)) {
            if (call.startsWith(event.beginning)) {
                events.remove(event);
                event.happening.run();
            }
        }
        for (Rule rule : List.copyOf(rules)) {
            if (rule.applies.test(this)) {
                switch (rule.harm.apply(call)) {
                    case IOException failure -> throw failure;
                    case Error death -> throw death;
                    case Throwable other -> throw new IllegalStateException(other);
                }
            }
        }
    }

    /** The calls since the last {@link #restart()}, such as {@code ReservedPorts.add 8080-8083}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** The process dies before the call of this number, and the call is not made. */
    public Script crashAt(int number) {
        return when(script -> script.calls.size() == number + 1, Crash::new);
    }

    /** The call of this number fails, and does nothing. */
    public Script failAt(int number, Errno errno) {
        return failAt(number, call -> new SyscallException(call, errno, "scripted"));
    }

    /** The call of this number fails with an exception of the test's own, and does nothing. */
    public Script failAt(int number, Function<String, IOException> failure) {
        return when(script -> script.calls.size() == number + 1, failure::apply);
    }

    /** The call of this number and all that follow fail with an exception of the test's own, and do nothing. */
    public Script failFrom(int number, Function<String, IOException> failure) {
        return when(script -> script.calls.size() > number, failure::apply);
    }

    /** Every call that begins with this text fails, and does nothing. */
    public Script fail(String beginning, Errno errno) {
        return fail(beginning, call -> new SyscallException(call, errno, "scripted"));
    }

    /** Every call that begins with this text fails with an exception of the test's own, and does nothing. */
    public Script fail(String beginning, Function<String, IOException> failure) {
        return when(script -> script.calls.getLast().startsWith(beginning), failure::apply);
    }

    /** Just before the next call that begins with this text, this happens. */
    public synchronized Script before(String beginning, Runnable happening) {
        events.add(new Event(beginning, happening));
        return this;
    }

    /** Nothing goes wrong any more, and calls are counted from 0 again. */
    public synchronized Script restart() {
        rules.clear();
        events.clear();
        calls.clear();
        return this;
    }

    private synchronized Script when(Predicate<Script> applies, Function<String, Throwable> harm) {
        rules.add(new Rule(applies, harm));
        return this;
    }
}
