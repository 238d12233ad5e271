package dev.berth.engine;

import dev.berth.api.CloseRequest;
import dev.berth.api.CloseRequest.Option;
import dev.berth.api.Closing;
import dev.berth.api.Closing.Fate;
import dev.berth.api.ClosingCount;
import dev.berth.api.Code;
import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.Outcome;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.SocketTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Closes the entries that a filter means.
 *
 * <p>They are collected first and closed by their cookies, so that whatever takes their place meanwhile is not meant.
 * Listeners go first: a connection that one of them would accept while others are closed is not there to be missed.
 */
final class MassClosing {
    private final Kernel kernel;
    private final EntryMatches matches;
    private final Pause pause;

    MassClosing(Kernel kernel, EntryMatches matches, Pause pause) {
        this.kernel = kernel;
        this.matches = matches;
        this.pause = pause;
    }

    Outcome<ClosingCount> close(CloseRequest request, Sink<? super Closing> sink) {
        String wanted = "close " + request.protocol() + " entries";
        boolean dry = request.options().contains(Option.DRY_RUN);
        try {
            Optional<Outcome<ClosingCount>> denied = dry ? Optional.empty() : CloseRight.refusal(kernel, wanted);
            if (denied.isPresent()) {
                return denied.get();
            }
            if (request.filter().equals(EntryFilter.ALL)) {
                return Outcome.refused(
                        Code.ERROR_INVALID_PARAMETER,
                        wanted + ": an empty filter would close everything; say which entries are meant");
            }
            List<Entry> found = matches.of(request.protocol(), request.filter());
            if (found.isEmpty()) {
                return Outcome.refused(
                        Code.ERROR_MR_MID_NOT_FOUND,
                        wanted + ": no entry meets the filter; 'berth entries' shows what there is");
            }
            Lifeline spared =
                    request.options().contains(Option.FORCE) ? Lifeline.none() : Lifeline.among(found, kernel);
            boolean tooMany = found.size() > 1 && !request.options().contains(Option.ALL);
            if (dry || tooMany) {
                found.forEach(entry -> sink.take(matched(entry, spared)));
                return answer(wanted, found.size(), dry, tooMany);
            }
            try (SocketTable.Destroyer destroyer = kernel.sockets().destroyer()) {
                return new ClosingRun(wanted, found, spared, new Destroying(destroyer), sink)
                        .close(Pace.of(pause, request.perSecond()));
            }
        } catch (UnansweredException unanswered) {
            return unanswered.refusal(wanted);
        } catch (IOException failed) {
            return Failure.refusal(wanted, failed);
        }
    }

    private static Closing matched(Entry entry, Lifeline spared) {
        Optional<String> remark = ClosingRun.obstacle(entry, spared).or(() -> Destroying.rest(entry));
        return new Closing(entry, Fate.MATCHED, remark);
    }

    private static Outcome<ClosingCount> answer(String wanted, int found, boolean dry, boolean tooMany) {
        String clause = found + " entries match, and closing more than one takes --all; or make the filter narrower";
        if (dry) {
            return Outcome.granted(
                    new ClosingCount(found, 0, 0, 0), tooMany ? List.of(wanted + ": " + clause) : List.of());
        }
        return Outcome.refused(Code.ERROR_INVALID_PARAMETER, wanted + ": " + clause);
    }
}
