package dev.berth.maven;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Consumer;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.client.Mode;
import dev.berth.client.Order;
import dev.berth.client.ProcessPorts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a port of a build is to be like.
 *
 * @param mode how firmly it is held
 * @param request for what and for whom
 * @param range where it lies; anywhere when empty
 * @param order which of the range is tried first
 */
record Wish(Mode mode, AcquireRequest request, Optional<PortBlock> range, Order order) {
    private static final int LOWEST_UNPRIVILEGED = 1024;

    /**
     * Any port.
     *
     * @param protocol tcp, udp or tcp+udp
     * @param mode the mode's word; what the environment says unless given
     * @param consumers who may bind it besides Maven and what it starts
     * @throws IllegalArgumentException if a word is none
     */
    static Wish of(String protocol, @Nullable String mode, List<String> consumers) {
        AcquireRequest request = AcquireRequest.of(protocol(protocol), 1);
        for (String consumer : consumers) {
            request = request.consumer(consumer(consumer));
        }
        return new Wish(
                mode == null || mode.isBlank() ? Mode.ofEnvironment() : Mode.parse("mode (berth.mode)", mode),
                request,
                Optional.empty(),
                Order.ASCENDING);
    }

    /**
     * The same within a range, which has both its ends.
     *
     * @param min the lowest port, 1024 unless given
     * @param max the highest port, 65535 unless given
     * @param random whether it is not simply the lowest that is free
     * @throws IllegalArgumentException if there is no such range
     */
    Wish within(@Nullable Integer min, @Nullable Integer max, boolean random) {
        if (min == null && max == null) {
            return this;
        }
        int first = port("minPortNumber", min, LOWEST_UNPRIVILEGED);
        int last = port("maxPortNumber", max, PortBlock.MAX_PORT);
        if (last < first) {
            throw new IllegalArgumentException("no port lies between minPortNumber " + first
                    + (min == null ? ", which is so unless given," : "") + " and maxPortNumber " + last
                    + ": make the first one the lower one");
        }
        return new Wish(
                mode, request, Optional.of(PortBlock.between(first, last)), random ? Order.RANDOM : Order.ASCENDING);
    }

    /** Acquires one. */
    Outcome<AcquiredBlock> acquire(ProcessPorts ports) {
        return range.isPresent() ? ports.acquire(request, range.get(), order) : ports.acquire(request);
    }

    private static int port(String parameter, @Nullable Integer given, int usual) {
        if (given == null) {
            return usual;
        }
        if (given < 1 || given > PortBlock.MAX_PORT) {
            throw new IllegalArgumentException(
                    parameter + " is " + given + ", which is no port: give one from 1 to " + PortBlock.MAX_PORT);
        }
        return given;
    }

    private static Protocol protocol(String label) {
        try {
            return Protocol.of(label);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("protocol is '" + label + "': say tcp, udp or tcp+udp", unknown);
        }
    }

    private static Consumer consumer(@Nullable String text) {
        try {
            return Consumer.parse(text == null ? "" : text);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("consumers: " + unknown.getMessage(), unknown);
        }
    }
}
