package dev.berth.cli;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Exclusion;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Ports that answer what they were told to, and remember what they were asked. */
final class FakePorts implements Ports {
    final List<String> asked = new ArrayList<>();
    final List<ReservationRequest> requests = new ArrayList<>();
    private final Deque<Outcome<?>> answers = new ArrayDeque<>();
    boolean closed;

    /** Answers this next. */
    FakePorts answer(Outcome<?> answer) {
        answers.add(answer);
        return this;
    }

    @Override
    public Outcome<Reservation> create(ReservationRequest request) {
        requests.add(request);
        return next(request.toString());
    }

    @Override
    public Outcome<Reservation> delete(Protocol protocol, PortBlock block) {
        return next("delete " + protocol + " " + block);
    }

    @Override
    public Outcome<Reservation> change(Protocol protocol, PortBlock block, ReservationChange change) {
        return next("change " + protocol + " " + block + " " + change);
    }

    @Override
    public Outcome<Reservation> change(String name, ReservationChange change) {
        return next("change " + name + " " + change);
    }

    @Override
    public Outcome<Reservation> lookup(Protocol protocol, PortBlock block) {
        return next("lookup " + protocol + " " + block);
    }

    @Override
    public Outcome<Reservation> lookup(String name) {
        return next("lookup " + name);
    }

    @Override
    public Outcome<AcquiredBlock> acquire(AcquireRequest request) {
        return next("acquire " + request);
    }

    @Override
    public Outcome<Token> release(Token token) {
        return next("release " + token);
    }

    @Override
    public Outcome<Token> forceRelease(Token token) {
        return next("forceRelease " + token);
    }

    @Override
    public Outcome<Listing> list() {
        return next("list");
    }

    @Override
    public Outcome<Exclusion> exclude(Protocol protocol, PortBlock block) {
        return next("exclude " + protocol + " " + block);
    }

    @Override
    public Outcome<Exclusion> removeExclusion(Protocol protocol, PortBlock block) {
        return next("removeExclusion " + protocol + " " + block);
    }

    @Override
    public Outcome<Listing> restore() {
        return next("restore");
    }

    @Override
    public Outcome<Listing> disable() {
        return next("disable");
    }

    @Override
    public Outcome<Listing> purge() {
        return next("purge");
    }

    @Override
    public void close() {
        closed = true;
    }

    @SuppressWarnings("unchecked") // a test that queues an answer of another type fails by this very cast
    private <T> Outcome<T> next(String question) {
        asked.add(question);
        return (Outcome<T>) answers.remove();
    }
}
