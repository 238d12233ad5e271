package dev.berth.bench.contest;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Contestants counted differently, or otherwise than they should have. */
public final class DisagreementException extends IOException {
    private static final long serialVersionUID = 1;

    DisagreementException(Contest contest, Map<String, Lap> laps) {
        super(contest.title() + " at " + contest.scale() + ": " + contest.expected() + " expected, counted were "
                + counts(contest, laps));
    }

    private static String counts(Contest contest, Map<String, Lap> laps) {
        return contest.contestants().stream()
                .map(Contestant::name)
                .flatMap(name -> Stream.ofNullable(laps.get(name)).map(lap -> name + "=" + lap.count()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
