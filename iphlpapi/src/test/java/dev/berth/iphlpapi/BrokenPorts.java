package dev.berth.iphlpapi;

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

/** Ports that have a bug. */
final class BrokenPorts implements Ports {
    static final String WHY = "a bug, as ordered";

    @Override
    public Outcome<Reservation> create(ReservationRequest request) {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Reservation> delete(Protocol protocol, PortBlock block) {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Reservation> change(Protocol protocol, PortBlock block, ReservationChange change) {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Reservation> change(String name, ReservationChange change) {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Reservation> lookup(Protocol protocol, PortBlock block) {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Reservation> lookup(String name) {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<AcquiredBlock> acquire(AcquireRequest request) {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Token> release(Token token) {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Token> forceRelease(Token token) {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Listing> list() {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Exclusion> exclude(Protocol protocol, PortBlock block) {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Exclusion> removeExclusion(Protocol protocol, PortBlock block) {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Listing> restore() {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Listing> disable() {
        throw new IllegalStateException(WHY);
    }

    @Override
    public Outcome<Listing> purge() {
        throw new IllegalStateException(WHY);
    }

    @Override
    public void close() {}
}
